import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSync, type Font } from 'fontkit'

/** The typeface of the design system, whole; a tagged PDF must carry its fonts. */
const folder = fileURLToPath(
  new URL('../../node_modules/dkfds/src/fonts/IBMPlexSans/complete/ttf/', import.meta.url),
)
const files = { plain: 'IBMPlexSans-Regular.ttf', bold: 'IBMPlexSans-Bold.ttf' } as const

export type Face = keyof typeof files
export const faces = Object.keys(files) as Face[]

const opened = new Map<Face, Font>()

/** Returns the font itself, for its outlines and to know which characters it has. It is read once. */
export function fontOf(face: Face): Font {
  const known = opened.get(face)
  if (known) return known
  const font = openSync(join(folder, files[face]))
  if (!('layout' in font)) throw new Error(`Not a single font: ${files[face]}`)
  opened.set(face, font)
  return font
}
