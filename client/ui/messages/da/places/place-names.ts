/** How the map's name of a place is said. */
export const placeNamesDa = {
  placeName: {
    sourceBefore: 'På kortet:',
    tunnel: 'Tunnel',
    tunnelAt: 'Tunnel ved {street}',
    bridge: 'Bro',
    bridgeAt: 'Bro ved {street}',
    stop: 'stoppestedet {name}',
    by: '{street} ved {near}',
  },
}
