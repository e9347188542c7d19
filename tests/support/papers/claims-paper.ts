import { readFileSync } from 'node:fs'
import { repositoryRoot } from '../repository.ts'

/** A row of docs/claims.md that quotes a sentence. */
interface ClaimRow {
  fact: string
  key: string
  danish: string
  english: string
}

/** A row that says what makes the sentences of one fact true. */
interface FactRow {
  fact: string
  files: string[]
  tests: { path: string; title: string }[]
}

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
const quoted = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')

export function readClaims() {
  const [claims = '', none = ''] = readFileSync(`${repositoryRoot}docs/claims.md`, 'utf8').split(
    '\n## No claim\n',
  )
  const rows = claims
    .split('\n')
    .filter((line) => /^\| \d+ +\|/.test(line))
    .map(cellsOf)
  const isSentence = (cells: string[]) => cells[1]?.startsWith('`') === true
  return {
    sentences: rows.filter(isSentence).map(sentenceOf),
    facts: rows.filter((cells) => !isSentence(cells)).map(factOf),
    /** Keys that claim nothing; `category.*` stands for a whole group. */
    unclaimed: quoted(none),
  }
}

const sentenceOf = ([fact = '', key = '', danish = '', english = '']: string[]): ClaimRow => ({
  fact,
  key: quoted(key)[0] ?? '',
  danish,
  english,
})

function factOf([fact = '', , files = '', tests = '']: string[]): FactRow {
  const named = [...tests.matchAll(/`([^`]+)`: “([^”]+)”/g)]
  return {
    fact,
    files: quoted(files),
    tests: named.map(([, path = '', title = '']) => ({ path, title })),
  }
}
