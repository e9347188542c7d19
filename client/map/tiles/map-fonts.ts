const faces = ['400', '600']
const patienceMs = 600

let loading: Promise<unknown> | undefined

/**
 * Waits for the letters of the map's labels, but not long: canvas draws with what is there and never comes back when a
 * font arrives. The sample text asks for the part of the font with Danish letters.
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
