import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { limits } from '../../shared/limits.ts'
import { danish, english } from '../support/papers/catalogue.ts'
import { repositoryRoot } from '../support/repository.ts'

const read = (path: string) => readFileSync(`${repositoryRoot}${path}`, 'utf8')
/** A superseded record describes code that has gone. docs/claims.md has a test of its own. */
const isSuperseded = (path: string) =>
  path.startsWith('docs/adr/') && /^Status: superseded/m.test(read(path))
const papersIn = (folder: string): string[] =>
  globSync(`${folder}/**/*.md`, { cwd: repositoryRoot }).map((path) => path.replaceAll('\\', '/'))
const papers = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...papersIn('docs')].filter(
  (path) => path !== 'docs/claims.md' && !isSuperseded(path),
)

/** Paths written as `code` that begin with a folder or file of the repository. */
function namedPaths(text: string): string[] {
  const inCode = text.match(/`[^`\n]+`/g) ?? []
  return inCode
    .map((code) => code.slice(1, -1))
    .filter((code) => /^(build|client|server|shared|tests|docs|\.ci)\/[\w./*{},-]*$/.test(code))
}

function spread(path: string): string[] {
  const group = /\{([^}]+)\}/.exec(path)
  if (!group) return [path]
  return (group[1] ?? '').split(',').map((part) => path.replace(group[0], part))
}

const withoutStar = (path: string) =>
  path.includes('*') ? path.slice(0, path.lastIndexOf('/')) : path

describe('the papers', () => {
  it.each(papers)('%s names only paths that exist', (paper) => {
    const missing = namedPaths(read(paper))
      .flatMap(spread)
      .map(withoutStar)
      .filter((path) => !existsSync(`${repositoryRoot}${path}`))
    expect(missing).toEqual([])
  })

  it('README shows the product: every picture it names is there', () => {
    const pictures = [...read('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(
      (match) => match[1] ?? '',
    )
    expect(pictures.length).toBeGreaterThan(0)
    expect(pictures.filter((path) => !existsSync(`${repositoryRoot}${path}`))).toEqual([])
  })
  it('docs/decisions.md lists every limit of the product with its value', () => {
    const rows = [...read('docs/decisions.md').matchAll(/^\| `(\w+)` +\| ([\d,]+) +\|$/gm)]
    const listed = rows.map(([, name = '', value = '']) => [
      name,
      Number(value.replaceAll(',', '')),
    ])
    expect(Object.fromEntries(listed)).toEqual(limits)
  })

  it('docs/interface.md quotes the words of states as the apps show them', () => {
    const [, table = ''] = read('docs/interface.md').split('## 4. Words of states')
    const rows = table.split('\n').filter((line) => /^\| [a-z]/.test(line))
    const said = [new Set(danish.values()), new Set(english.values())] as const
    const unlike = rows.filter((row) => {
      const [, , da = '', en = ''] = row.split('|').map((cell) => cell.trim())
      return !said[0].has(da) || !said[1].has(en)
    })
    expect(rows.length).toBeGreaterThan(5)
    expect(unlike).toEqual([])
  })
  it('a decision record says in its first lines that it is superseded, and by which, whenever another one says so', () => {
    const records = papersIn('docs/adr').map((path) => ({
      number: Number.parseInt(basename(path)),
      status: /^Status: .*$/m.exec(read(path))?.[0] ?? '',
    }))
    const pairs = records.flatMap(({ number, status }) => ({
      number,
      supersedes: numbersIn(/Supersedes (.*)/.exec(status)?.[1] ?? '', /\b(\d{1,2})\b/g),
      by: numbersIn(status, /superseded by \[(\d+)\]/g),
    }))
    const claimed = pairs.flatMap(({ number, supersedes }) =>
      supersedes.map((old) => `${String(old)} by ${String(number)}`),
    )
    const admitted = pairs.flatMap(({ number, by }) =>
      by.map((newer) => `${String(number)} by ${String(newer)}`),
    )
    expect(claimed.length).toBeGreaterThan(0)
    expect(admitted.sort()).toEqual(claimed.sort())
  })
})

const numbersIn = (text: string, pattern: RegExp): number[] =>
  [...text.matchAll(pattern)].map((match) => Number(match[1]))
