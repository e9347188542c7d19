import type { Observation } from '../../shared/observation.ts'

/** Longest part of a word that counts: what is longer is a web address or a cat on the keyboard. */
const longestWord = 40

/** Words of a text in lower case, in order; anything that is neither letter nor digit parts them. */
function wordsOf(text: string): string[] {
  const words = text.normalize('NFC').toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return words.filter((word) => word !== '').map((word) => word.slice(0, longestWord))
}

/** What the desk's search looks in: each word of text, place and number once, parted by single spaces. */
export function searchTextOf({ text, place, number }: Observation): string {
  return [...new Set(wordsOf(`${text} ${place} ${number === null ? '' : String(number)}`))].join(' ')
}

/**
 * A search as a `tsquery` over `word_endings(search_text)`: every word must be found, from three letters on also inside longer
 * ones, numbers whole. Null when there is no word in it.
 */
export function searchQueryOf(text: string): string | null {
  const terms = [...new Set(wordsOf(text))].map((word) =>
    word.length >= 3 && /\D/.test(word) ? `'${word}':*` : `'${word}'`,
  )
  return terms.length === 0 ? null : terms.join(' & ')
}
