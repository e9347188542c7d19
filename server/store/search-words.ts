import type { Observation } from '../../shared/observation.ts'

/** Longest part of a word that counts: what is longer is a web address or a cat on the keyboard. */
const longestWord = 40

/** Words of a text in lower case, in order; anything that is neither letter nor digit parts them. */
function wordsOf(text: string): string[] {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  return words.filter((word) => word !== '').map((word) => word.slice(0, longestWord))
}

/** What the desk's search looks in: each word of text, place and number once, parted by single spaces. */
export function searchTextOf({ text, place, number }: Observation): string {
  return [...new Set(wordsOf(`${text} ${place} ${number === null ? '' : String(number)}`))].join(
    ' ',
  )
}

/** One word that must be found: whole, or anywhere in a longer one. Letters and digits only. */
export interface SearchWord {
  text: string
  isWhole: boolean
}

/**
 * The words of a search: from three letters on they are found inside longer words too, numbers and shorter ones whole only. Null
 * when there is no word in it.
 */
export function searchWordsOf(text: string): SearchWord[] | null {
  const words = [...new Set(wordsOf(text))]
  if (words.length === 0) return null
  return words.map((word) => ({ text: word, isWhole: word.length < 3 || !/\D/.test(word) }))
}
