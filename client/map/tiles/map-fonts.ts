const faces = ['400', '600']
const patienceMs = 600

let loading: Promise<unknown> | undefined

/**
 * Waits for the font of the map's labels, but not long: canvas draws with what is there and is not redrawn when a font arrives. The
 * sample text requests the part of the font with Danish letters.
 */
export function whenLabelFontsAreThere(): Promise<unknown> {
  loading ??= Promise.race([
    Promise.all(faces.map((weight) => document.fonts.load(`${weight} 12px ${family}`, 'Åæø'))),
    new Promise((resolve) => setTimeout(resolve, patienceMs)),
  ]).catch(() => undefined)
  return loading
}

const family = '"IBM Plex Sans"'
export const labelFontFamily = `${family}, system-ui, sans-serif`
