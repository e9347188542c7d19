import { fontOf, type Face } from './typeface.ts'

/** Stands where the typeface has no such character, as of most emoji; the text behind it keeps the character. */
const standIn = '◊'
/** Marks that are never seen. A soft hyphen is drawn by some fonts; here no word is hyphenated. */
const unseen = /[\p{Cc}\p{Cf}\u{FE00}-\u{FE0F}]/gu
const likeOnes: Readonly<Record<string, string>> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u202F': '\u00A0',
  '\u2007': '\u00A0',
}

const graphemes = new Intl.Segmenter('da', { granularity: 'grapheme' })

/** Returns what people see as single characters, in order. */
export const charactersOf = (text: string): string[] =>
  [...graphemes.segment(text)].map(({ segment }) => segment)

/** Returns a text of one line as the typeface can draw it: letters composed, one stand-in for each character that it lacks. */
export function drawableText(text: string, face: Face): string {
  const composed = text.normalize('NFC')
  if (/^[\x20-\x7E\u00A0-\u00AC\u00AE-\u00FF]*$/.test(composed)) return composed
  return charactersOf(composed)
    .map((character) => drawableCharacter(character, face))
    .join('')
}

function drawableCharacter(character: string, face: Face): string {
  const visible = character.replace(unseen, '')
  const letters = [...visible].map((letter) => likeOnes[letter] ?? letter)
  const hasAll = letters.every((letter) => fontOf(face).hasGlyphForCodePoint(codeOf(letter)))
  return hasAll ? letters.join('') : standIn
}

const codeOf = (letter: string): number => letter.codePointAt(0) ?? 0
