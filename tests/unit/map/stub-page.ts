import { vi } from 'vitest'

/** As much of a page as Leaflet looks at when it is loaded; its arithmetic needs no more. */
export function stubPageForLeaflet(): void {
  const element = { style: {}, getContext: () => null, appendChild: () => undefined }
  const document = {
    documentElement: element,
    createElement: () => element,
    createElementNS: () => element,
    addEventListener: () => undefined,
  }
  vi.stubGlobal('document', document)
  vi.stubGlobal('window', { document, devicePixelRatio: 1, screen: {} })
}
