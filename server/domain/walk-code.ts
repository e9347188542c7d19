import { limits } from '../../shared/limits.ts'

/** Codes are read aloud and typed with gloves on: case, spaces and dashes do not count. */
export const cleanWalkCode = (text: string): string =>
  text.toUpperCase().replace(/[\s\u2010-\u2015-]/g, '')

/** A name as shown to officials: one line, no control or formatting characters; null when nothing is left. */
export function cleanDisplayName(text: string | undefined): string | null {
  const visible = (text ?? '')
    .toWellFormed()
    .replace(/\p{Cc}|\p{Cf}|\p{Co}|\p{Zl}|\p{Zp}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return visible === '' ? null : visible.slice(0, limits.displayNameCharacters)
}
