import { categories } from '../../../shared/categories.ts'
import { categoryWords } from './category-words.ts'

/** Name and group of a category in the language in use. */
export type NameOf = (categoryId: string) => { name: string; group: string }

/** `Aa` is `å`, capitals and accents do not count; æ, ø and å stay letters of their own. */
const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('aa', 'å')
    .normalize('NFD')
    .replace(/(?<!a)\u030a|[\u0300-\u0309\u030b-\u036f]/g, '')
    .normalize('NFC')

const apart = (text: string): readonly string[] => folded(text).match(/[\p{L}\d]+/gu) ?? []
const known = new Map<string, readonly string[]>()

/** Names and synonyms are the same at every letter typed: taken apart once, searching stays ahead of slow phones. */
function wordsOf(text: string): readonly string[] {
  const words = known.get(text) ?? apart(text)
  known.set(text, words)
  return words
}

/** How well one typed word fits one known word: 0 not at all, 3 as its beginning. */
function fit(typed: string, known: string): number {
  if (known.startsWith(typed)) return 3
  if (typed.length >= 3 && known.includes(typed)) return 2
  return typed.length >= 5 && isOneSlip(typed, known.slice(0, typed.length + 1)) ? 1 : 0
}

/** One letter wrong, missing, extra or swapped with its neighbour: wet thumbs and gloves. */
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
 * Categories in which every typed word is found, in name, group or the words people use; best first, then in the order of the
 * tree. Empty text finds nothing.
 */
export function searchCategories(text: string, nameOf: NameOf): string[] {
  const typed = apart(text)
  if (typed.length === 0) return []
  return categories
    .map(({ id }) => {
      const scores = typed.map((word) => scoreWord(word, nameOf(id), categoryWords[id] ?? ''))
      return { id, score: scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0) }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ id }) => id)
}
