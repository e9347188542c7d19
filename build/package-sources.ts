import { fileURLToPath } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/**
 * Two packages are published as bundles that cannot be shaken: Leaflet's would cost the phone 11.4 kB (gzip) more and that of protomaps-leaflet
 * 25.9, and the capture route may have 200 in all. Both publish their sources as well; a test fails when these move (ADR 16).
 */
export const packageSources = [
  { find: /^leaflet$/, replacement: here('client/map/leaflet-parts.js') },
  {
    find: /^protomaps-leaflet$/,
    replacement: here('node_modules/protomaps-leaflet/src/index.ts'),
  },
]
