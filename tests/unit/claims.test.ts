import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { danish, english, type Catalogue } from '../support/papers/catalogue.ts'
import { readClaims } from '../support/papers/claims-paper.ts'
import { repositoryRoot } from '../support/repository.ts'
import { titlesIn } from '../support/papers/test-titles.ts'

/**
 * Words with which a sentence states a fact about delivery, storage, completeness, readiness, safety or who sees something. Too many
 * sentences have them rather than too few: what claims nothing is listed as that in the paper.
 */
const danishClaims = [
  'sendt|usendt|modtaget|(når|nåede|nået) (aldrig )?frem|ikke kommet|er kommet',
  'gemt|gemmes|gemmer|ligger (stadig )?på|på (den|dem|telefonen|denne telefon)|her (endnu|stadig)|bliver (her|hos|på)',
  'klar|slettes|slettet|sletter|fjernes|forsvinder|tabt|væk|lovet|stadig|venter|ventede',
  'intet|alt|alle|hele|aldrig|altid|kun|mangler|dækker|ikke er|ingen (har|telefon|mangler|registreringer)',
  'kan (stadig )?(se|læse)|må se|ser (det|dit|nåle)|ses (kun )?af|læser det',
]
const englishClaims = [
  'sent|unsent|received|arrived?|come|saved|kept|keeps|on (this|the|your) phone|stays|still',
  'ready|deleted|deletes|deleting|removed|disappears?|lost|gone|promised|safely|waits?|waiting',
  'nothing|nobody|everything|everybody|all|whole|never|always|only|missing|covers?',
  'can (still )?(see|read)|sees?|seen|reads it',
]
const danishPattern = new RegExp(`(?<!\\p{L})(${danishClaims.join('|')})(?!\\p{L})`, 'iu')
const englishPattern = new RegExp(`(?<!\\p{L})(${englishClaims.join('|')})(?!\\p{L})`, 'iu')

/** Claims that no code ensures, and that no message may make. */
const unenforced: Record<string, RegExp> = {
  // Not the words for none at the head of a plural, which are there for the form alone.
  'that nothing is lost': /(intet er (gået )?tabt|nothing is lost)(?!\.? \|)/i,
  'that all of one’s own is saved': /(dit|alt dit) er gemt|(yours|your things) (is|are) saved/i,
  'that a browser never deletes': /telefonen sletter ikke|the phone does not delete/i,
  'that a file which was handed over is saved': /filen er gemt|the file is saved/i,
  'that something is under way': /(?<!ikke )er på vej|^på vej$|is on its way|^on its way$/i,
  'that an answer or somebody responsible will come':
    /du får (svar|at vide)|får en ansvarlig|you (get|will) (the answer|hear)|gets somebody responsible/i,
  'that the position is used for reports alone': /position bruges kun|position is only used/i,
}

const paper = readClaims()
const claimed = new Set(paper.sentences.map(({ key }) => key))
const groups = paper.unclaimed.filter((key) => key.endsWith('.*')).map((key) => key.slice(0, -1))
const isUnclaimed = (key: string) =>
  paper.unclaimed.includes(key) || groups.some((group) => key.startsWith(group))
const claiming = (messages: Catalogue, pattern: RegExp) =>
  [...messages].filter(([, words]) => pattern.test(words)).map(([key]) => key)

describe('docs/claims.md', () => {
  it.each([
    ['Danish', danish, danishPattern],
    ['English', english, englishPattern],
  ])(
    'has every %s message that claims something, as a claim or as none',
    (_, messages, pattern) => {
      const keys = claiming(messages, pattern)
      expect(keys.length).toBeGreaterThan(200)
      expect(keys.filter((key) => !claimed.has(key) && !isUnclaimed(key))).toEqual([])
    },
  )

  it('quotes the messages of today in both languages', () => {
    const changed = paper.sentences.filter(
      ({ key, danish: da, english: en }) => danish.get(key) !== da || english.get(key) !== en,
    )
    expect(changed).toEqual([])
  })

  it('names only messages that exist, each once', () => {
    const keys = [...claimed, ...paper.unclaimed.filter((key) => !key.endsWith('.*'))]
    expect(keys.filter((key) => !danish.has(key))).toEqual([])
    expect(keys.filter((key) => claimed.has(key) && isUnclaimed(key))).toEqual([])
    expect(paper.sentences).toHaveLength(claimed.size)
  })

  it('has for each fact a sentence, the code that decides it, and a test that exists by file and title', () => {
    const used = new Set(paper.sentences.map(({ fact }) => fact))
    expect(paper.facts.map(({ fact }) => fact)).toEqual([...used])
    const isThere = (path: string) => existsSync(`${repositoryRoot}${path}`)
    const missing = paper.facts.flatMap(({ fact, files, tests }) => [
      ...files.filter((path) => !isThere(path)),
      ...(files.length === 0 || tests.length === 0 ? [`fact ${fact} has no code or no test`] : []),
      ...tests
        .filter(({ path, title }) => !isThere(path) || !titlesOf(path).includes(title))
        .map(({ path, title }) => `${path}: ${title}`),
    ])
    expect(missing).toEqual([])
  })
})

it('no sentence of the apps claims a kind of fact that nothing enforces', () => {
  const said = Object.entries(unenforced).flatMap(([kind, pattern]) =>
    [...danish, ...english]
      .filter(([, words]) => pattern.test(words))
      .map(([key, words]) => `${kind}: ${key} “${words}”`),
  )
  expect(said).toEqual([])
})

function titlesOf(path: string): string[] {
  return titlesIn(readFileSync(`${repositoryRoot}${path}`, 'utf8'))
}
