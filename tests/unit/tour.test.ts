import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../support/repository.ts'

const read = (path: string) => readFileSync(`${repositoryRoot}${path}`, 'utf8')
const paper = read('CONTRIBUTING.md')

/** From one heading to the next of the same or a higher level. */
function chapter(heading: string): string {
  const [, rest = ''] = paper.split(`${heading}\n`)
  const level = heading.indexOf(' ')
  return rest.split(new RegExp(`^#{1,${String(level)}} `, 'm'))[0] ?? ''
}

const foldersIn = (folder: string): string[] =>
  readdirSync(`${repositoryRoot}${folder}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}/`)

/** Names of the functions and constants that a file exports. */
const exportsOf = (path: string): string[] =>
  [...read(path).matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(
    ([, name = '']) => name,
  )

describe('CONTRIBUTING.md', () => {
  it('has a place in the folder tour for every folder of the code and every feature', () => {
    const tour = chapter('## The folder tour')
    const folders = ['shared', 'client', 'client/features', 'server', 'tests'].flatMap(foldersIn)
    // What the browser gets as it is has no code.
    const wanted = ['build/', ...folders].filter((folder) => folder !== 'client/public/')
    expect(wanted.filter((folder) => !tour.includes(`\`${folder}\``))).toEqual([])
  })

  it('names for each step of the path of a pin a function that its file exports', () => {
    const rows = [...chapter('### The path of a pin').matchAll(/\| `([^`]+)` +\| `([^`]+)` +\|$/gm)]
    const missing = rows
      .map(([, path = '', name = '']) => ({ path, name }))
      .filter(({ path, name }) => !exportsOf(path).includes(name))
    expect(rows.length).toBeGreaterThan(10)
    expect(missing).toEqual([])
  })
})
