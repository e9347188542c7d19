import { readPrintedNumber } from '../observation/printed-number.ts'
import { plainText } from './loose-text.ts'

/** Longest part of a word that counts; anything longer is a web address or noise. */
const longestWord = 40

/** Returns the words of a text in lower case, in order, separated by anything that is neither letter nor digit. */
export function wordsOf(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
  return words.filter((word) => word !== '').map((word) => word.slice(0, longestWord))
}

const spelled: [string, string][] = [
  ['å', 'aa'],
  ['ä', 'ae'],
  ['æ', 'ae'],
  ['ö', 'oe'],
  ['ø', 'oe'],
  ['œ', 'oe'],
  ['ß', 'ss'],
]

/** Folds letters to what any keyboard writes: å to aa, ø to oe, é to e. Must equal `fold_letters` of 0013-folded-search.sql. */
export const foldLetters = (words: string): string =>
  spelled
    .reduce((folded, [letter, letters]) => folded.replaceAll(letter, letters), words)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')

/** One word that must be found: whole, or anywhere in a longer one. It has letters and digits only. */
export interface SearchWord {
  text: string
  isWhole: boolean
}

/** Whether words in lower case, parted by single spaces and with their letters folded, hold every word of a search. */
export const holdsWords = (folded: string, words: readonly SearchWord[]): boolean =>
  words.length > 0 &&
  words.every(({ text, isWhole }) =>
    isWhole ? ` ${folded} `.includes(` ${text} `) : folded.includes(text),
  )

/** `Nr.` and the like before a number, which no text of an observation holds. */
const numberNames = /(?<![\p{L}\p{N}])(?:nr|no|nummer|number)\.?[\s:#]*(?=\d)/giu

/**
 * Returns the words of a search with their letters folded: from three letters on they are found inside longer words too; numbers and
 * shorter words are found whole only. Null when nothing was typed; empty, which finds nothing, when there is neither letter nor digit in
 * it.
 */
export function searchWordsOf(text: string): SearchWord[] | null {
  if (plainText(text).trim() === '') return null
  const number = readPrintedNumber(text)
  if (number) return [{ text: number.digits.slice(0, longestWord), isWhole: true }]
  const words = wordsOf(text.replace(numberNames, ' ')).map((word) =>
    foldLetters(word).slice(0, longestWord),
  )
  return [...new Set(words)]
    .filter((word) => word !== '')
    .map((word) => ({ text: word, isWhole: word.length < 3 || !/\D/.test(word) }))
}
