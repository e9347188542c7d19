import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../support/repository.ts'
import { idsOf, testFiles, titlesIn } from '../support/papers/test-titles.ts'

interface Row {
  id: string
  layers: string[]
  files: string[]
}

const paper = readFileSync(`${repositoryRoot}docs/guarantees.md`, 'utf8')
const groups = [...paper.matchAll(/^### ([A-Z])\. .+ \((?:\1)1–\1(\d+)\)$/gm)].map((match) => ({
  letter: match[1] ?? '',
  count: Number(match[2]),
}))
const rows = paper.split('\n').flatMap(rowOf)
const suite = testFiles()

/** `| B6 | promise | S | files |`; nothing else in the paper begins like this. */
function rowOf(line: string): Row[] {
  const [, id, , layers, files] = line.split(' | ').join('|').split('|')
  if (!/^\| [A-Z]\d+ \|/.test(line) || !id || !layers || !files) return []
  const named = [...files.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
  return [{ id: id.trim(), layers: layers.split(', '), files: named }]
}

const isIn = (pattern: RegExp) => (file: string) => pattern.test(file)
/** What a layer wants of the files of a row; D is looked for in the paper instead. */
const layerRules: Record<string, (file: string) => boolean> = {
  U: isIn(/^tests\/unit\//),
  S: isIn(/^tests\/server\//),
  P: isIn(/^tests\/server\/(?!embedded-postgres\/)/),
  G: isIn(/^tests\/server\/(?!store\/outside-)/),
  B: isIn(/^tests\/(e2e|firefox)\//),
  C: isIn(/^tests\/unit\/map\/precache\.test\.ts$/),
}

describe('docs/guarantees.md', () => {
  it('has a row for every property of its groups, A to O, and for no other', () => {
    expect(groups.map(({ letter }) => letter).join('')).toBe('ABCDEFGHIJKLMNO')
    const wanted = groups.flatMap(({ letter, count }) =>
      Array.from({ length: count }, (_, index) => `${letter}${String(index + 1)}`),
    )
    expect(rows.map(({ id }) => id)).toEqual(wanted)
    expect(paper).toContain(`: ${String(wanted.length)} properties in fifteen groups`)
  })

  it('names with each property exactly the test files that have its id in front of a title', () => {
    const shown = (id: string) => suite.filter(({ ids }) => ids.has(id)).map(({ path }) => path)
    const unlike = rows
      .map(({ id, files }) => ({ id, inPaper: files.toSorted(), inTests: shown(id) }))
      .filter(({ inPaper, inTests }) => inTests.join() !== inPaper.join() || inTests.length === 0)
    expect(unlike).toEqual([])
  })

  it('misses no property that a title begins with', () => {
    const known = new Set(rows.map(({ id }) => id))
    const unknown = suite.flatMap(({ path, ids }) =>
      [...ids].filter((id) => !known.has(id)).map((id) => `${id} in ${path}`),
    )
    expect(unknown).toEqual([])
  })

  it('claims a layer only where a file of the row is of that layer, and browsers wherever one is', () => {
    const wrong = rows.filter(({ layers, files }) => {
      const automatic = layers.filter((layer) => layer !== 'D')
      const isShown = (layer: string) => files.some(layerRules[layer] ?? (() => false))
      return !automatic.every(isShown) || isShown('B') !== layers.includes('B')
    })
    expect(wrong).toEqual([])
  })

  it('has a recipe for every property that wants a device in the hand, and says that it was not run', () => {
    const [, byHand = ''] = paper.split('## By hand, on a device')
    const recipes = byHand.split('\n### ').filter((part) => /^[A-Z]\d+: /.test(part))
    const inHand = rows.filter(({ layers }) => layers.includes('D')).map(({ id }) => id)
    expect(recipes.map((recipe) => recipe.split(':')[0])).toEqual(inHand)
    for (const recipe of recipes) expect(recipe).toMatch(/\n1\. [^]*\nNot run here\.\n/)
  })
})

describe('ids of properties in titles', () => {
  it.each([
    [`it('B6: a', () => {})`, ['B6']],
    [`test('C4, C7: a', f); describe("M8: b", f)`, ['C4', 'C7', 'M8']],
    ['test(`D1: ${runs} runs`, f)', ['D1']],
    [`it.each([['M1', 1], ['M2', 2]])('%s, G9: a', f)`, ['M1', 'G9', 'M2', 'G9']],
    [`it.each<[string]>([['B1']] as const)('%s: a', f)`, ['B1']],
    [`it.each(rows)('G8, G11: $file', f)`, ['G8', 'G11']],
    [`describe.runIf(has)('N1: a', f)`, ['N1']],
    [`it('presses F2: a', f); it('A4 paper', f); test.app.inject('A1: a')`, []],
    [`// it('A1: a', f)\nconst text = "it('A2: b')"`, []],
  ])('are read from %j', (source, ids) => {
    expect(titlesIn(source).flatMap(idsOf)).toEqual(ids)
  })
})
