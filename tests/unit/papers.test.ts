import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../support/repository.ts'

const papers = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/glossary.md',
  'docs/guarantees.md',
  'docs/operations.md',
  'docs/threat-model.md',
]

/** Paths written as `code` that begin with a folder or file of the repository. */
function namedPaths(text: string): string[] {
  const inCode = text.match(/`[^`\n]+`/g) ?? []
  return inCode
    .map((code) => code.slice(1, -1))
    .filter((code) => /^(client|server|shared|tests|docs|\.ci)\/[\w./*{},-]*$/.test(code))
}

function spread(path: string): string[] {
  const group = /\{([^}]+)\}/.exec(path)
  if (!group) return [path]
  return (group[1] ?? '').split(',').map((part) => path.replace(group[0], part))
}

const withoutStar = (path: string) =>
  path.includes('*') ? path.slice(0, path.lastIndexOf('/')) : path

describe('the papers', () => {
  it.each(papers)('%s names only paths that exist', async (paper) => {
    const text = await readFile(`${repositoryRoot}${paper}`, 'utf8')
    const missing = namedPaths(text)
      .flatMap(spread)
      .map(withoutStar)
      .filter((path) => !existsSync(`${repositoryRoot}${path}`))
    expect(missing).toEqual([])
  })

  it('README shows the product: every picture it names is there', async () => {
    const text = await readFile(`${repositoryRoot}README.md`, 'utf8')
    const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1] ?? '')
    expect(pictures.length).toBeGreaterThan(0)
    expect(pictures.filter((path) => !existsSync(`${repositoryRoot}${path}`))).toEqual([])
  })
})
