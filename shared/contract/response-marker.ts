/** Every answer of ours carries this header; an answer without it came from something in between (captive portal, F1). */
export const responseMarker = 'x-lygte'
