import { categories } from '../../../../shared/observation/categories.ts'
import { categoryWords } from './category-words.ts'

/** Name and group of a category in the language in use. */
export type NameOf = (categoryId: string) => { name: string; group: string }

/** `Aa` is `å`, `ae` is `æ`, `oe` is `ø`; capitals and accents do not count. */
const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('aa', 'å')
    .replaceAll('ae', 'æ')
    .replaceAll('oe', 'ø')
    .normalize('NFD')
    .replace(/(?<!a)\u030a|[\u0300-\u0309\u030b-\u036f]/g, '')
    .normalize('NFC')

const apart = (text: string): readonly string[] => folded(text).match(/[\p{L}\d]+/gu) ?? []
const known = new Map<string, readonly string[]>()

/** Names and synonyms are the same at every typed letter; they are normalised once, so that searching keeps up on slow phones. */
function wordsOf(text: string): readonly string[] {
  const words = known.get(text) ?? apart(text)
  known.set(text, words)
  return words
}

/** Words that say nothing about the topic: "hul i vejen" is about "hul" and "vejen". */
const smallWords = new Set(
  apart(
    'i på er der en et ved med af til den det de og for om som har at jeg vi her ikke meget the a an in on is are of at by to and there here not very',
  ),
)

/** Danish and English endings, longest first; the remaining stem has at least three letters. */
const ending = /(?<=..[^e])(erne|ene|ede|ens|ers|ing|en|et|er|es|ed|e|s|t|n)$/u

/** Returns the word without its ending and without the consonant that the ending doubled: "hække" and "hækken" become "hæk". */
const stemOf = (word: string): string =>
  word.replace(ending, '').replace(/(?<=\p{L}\p{L})(\p{L})\1$/u, '$1')

/** Returns how well one typed word fits one known word: 0 not at all, 3 as its beginning. */
function fit(typed: string, known: string): number {
  if (known.startsWith(typed)) return 3
  if (typed.length > 3 && stemOf(known) === stemOf(typed)) return 3
  if (typed.length >= 3 && known.includes(typed)) return 2
  return typed.length >= 5 && isOneSlip(typed, known.slice(0, typed.length + 1)) ? 1 : 0
}

/** Accepts one letter that is wrong, missing, extra or swapped with its neighbour, because of wet thumbs and gloves. */
export function isOneSlip(typed: string, known: string): boolean {
  let start = 0
  while (start < typed.length && typed[start] === known[start]) start += 1
  const endings: [string, string][] = [
    [typed.slice(start + 1), known.slice(start + 1)],
    [typed.slice(start), known.slice(start + 1)],
    [typed.slice(start + 1), known.slice(start)],
    [swapped(typed, start), known.slice(start)],
  ]
  return endings.some(([rest, other]) => rest !== '' && other.startsWith(rest))
}

const swapped = (text: string, at: number): string =>
  `${text[at + 1] ?? ''}${text[at] ?? ''}${text.slice(at + 2)}`

function scoreWord(typed: string, { name, group }: ReturnType<NameOf>, synonyms: string): number {
  const best = (text: string) => Math.max(0, ...wordsOf(text).map((word) => fit(typed, word)))
  return Math.max(best(name) * 10, best(synonyms) * 8, best(group) * 6)
}

/**
 * Returns the categories that have the most of the typed words in name, group or synonyms; best first, then in the order of the
 * tree. Empty text finds nothing.
 */
export function searchCategories(text: string, nameOf: NameOf): string[] {
  const all = apart(text)
  const telling = all.filter((word) => !smallWords.has(word))
  const typed = telling.length > 0 ? telling : all
  const found = categories.map(({ id }) => {
    const scores = typed.map((word) => scoreWord(word, nameOf(id), categoryWords[id] ?? ''))
    const fitting = scores.filter((score) => score > 0)
    return { id, fits: fitting.length, score: fitting.reduce((sum, score) => sum + score, 0) }
  })
  const most = Math.max(...found.map(({ fits }) => fits))
  return found
    .filter(({ fits }) => fits > 0 && fits === most)
    .sort((a, b) => b.score - a.score)
    .map(({ id }) => id)
}
