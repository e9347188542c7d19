/** How the map's name of a place is said. */
export const placeNamesEn = {
  placeName: {
    sourceBefore: 'On the map:',
    tunnel: 'Tunnel',
    tunnelAt: 'Tunnel at {street}',
    bridge: 'Bridge',
    bridgeAt: 'Bridge at {street}',
    stop: 'stop {name}',
    by: '{street} by {near}',
  },
}
