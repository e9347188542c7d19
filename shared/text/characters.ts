/**
 * Counting text in characters as people see them (extended grapheme clusters of UAX #29): a family of three, a flag and an
 * accented letter are one each. `Intl.Segmenter` is not used, because it differs between browsers and is missing in Firefox
 * before 125: phone, desk and server must never disagree about a limit.
 */
const joined = [
  // A joiner takes the next pictograph with it.
  '\\u200d\\p{ExtPict}?',
  // A vowel killer ties two letters of the same Indian script together.
  '[\\u094d\\u09cd\\u0acd\\u0b4d\\u0c4d\\u0d4d]\\u200d?\\p{Lo}',
  // Accents, vowel signs, variation selectors, skin tones, tags of regional flags.
  '[\\p{M}\\p{Grapheme_Extend}\\p{EMod}\\u0e33\\u0eb3]',
].join('|')

/** More marks than this on one letter (UAX #15 needs 30, no language more than ten) count as characters of their own. */
const mostJoined = 30

/** A Korean syllable, whole or written in its parts: leading letters, whole syllable, vowels, final letters. */
const [lead, syllable, vowel, final] = [
  '[\\u1100-\\u115f\\ua960-\\ua97c]',
  '[\\uac00-\\ud7a3]',
  '[\\u1160-\\u11a7\\ud7b0-\\ud7c6]',
  '[\\u11a8-\\u11ff\\ud7cb-\\ud7fb]',
]
const korean = `(?=${lead}|${syllable}|${vowel}|${final})${lead}*${syllable}?${vowel}*${final}*`

const starts = ['\\r\\n', '\\p{RI}{2}', korean, '[^]'].join('|')

const character = new RegExp(`(?:${starts})(?:${joined}){0,${mostJoined}}`, 'gu')

export const countCharacters = (text: string): number => text.match(character)?.length ?? 0

/** The text holds no character that PostgreSQL cannot store: NUL, and halves of characters. */
export const isReadable = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text)

/** Bytes of UTF-8, which is what travels and is stored. */
export function countBytes(text: string): number {
  let bytes = 0
  for (const piece of text) {
    const point = piece.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
