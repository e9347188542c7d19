import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { citationsIn, sectionsOf, type Citation } from '../support/papers/citations.ts'
import { repositoryRoot } from '../support/repository.ts'

const sources = globSync(
  [
    '{build,client,server,shared,tests}/**/*.{ts,vue,js,sql,scss,css,html,md}',
    'docs/**/*.md',
    '*.{md,js,ts,yml}',
  ],
  { cwd: repositoryRoot },
)
  .map((path) => path.replaceAll('\\', '/'))
  // Has citations that are wrong on purpose.
  .filter((path) => !/^tests\/(unit|support\/papers)\/citations/.test(path))
const read = (path: string) => readFileSync(`${repositoryRoot}${path}`, 'utf8')
const records = new Set(
  sources.filter((path) => path.startsWith('docs/adr/')).map((path) => basename(path).slice(0, 4)),
)
const guarantees = new Set(
  [...read('docs/guarantees.md').matchAll(/^\| ([A-O]\d+) \|/gm)].map((match) => match[1]),
)

/** A paper is named by its place, from the file that cites it or from the root, or by its name below `docs/`. */
function placeOf(paper: string, citing: string): string | undefined {
  const places = [paper, join('docs', paper), join(dirname(citing), paper)]
  return places.find((path) => existsSync(`${repositoryRoot}${path}`))
}

function isThere(citation: Citation, citing: string): boolean {
  switch (citation.kind) {
    case 'paper':
      return placeOf(citation.paper, citing) !== undefined
    case 'section': {
      const place = placeOf(citation.paper, citing)
      return place?.endsWith('.md') === true && sectionsOf(read(place)).has(citation.section)
    }
    case 'record':
      return records.has(citation.number)
    case 'guarantee':
      return guarantees.has(citation.id)
  }
}

describe('a citation in code or papers', () => {
  it('names a paper, section, decision record or guarantee of the repository', () => {
    expect(sources.length).toBeGreaterThan(900)
    const missing = sources.flatMap((path) =>
      citationsIn(read(path))
        .filter((citation) => !isThere(citation, path))
        .map((citation) => `${path}: ${Object.values(citation).join(' ')}`),
    )
    expect(missing).toEqual([])
  })

  it.each<[string, Citation]>([
    ['Safari loses blobs (peers.md §4).', { kind: 'section', paper: 'peers.md', section: '4' }],
    ['(sync.md §2.99)', { kind: 'section', paper: 'sync.md', section: '2.99' }],
    ['domain.md §5 and the rules of §99', { kind: 'section', paper: 'domain.md', section: '99' }],
    ['in the order of §9', { kind: 'section', paper: '', section: '9' }],
    ['Walk 16.9 of domain.md', { kind: 'section', paper: 'domain.md', section: '16.9' }],
    ['(sync.md G99)', { kind: 'guarantee', id: 'G99' }],
    ['(property M99)', { kind: 'guarantee', id: 'M99' }],
    ['wakes up alone (J3, J98)', { kind: 'guarantee', id: 'J98' }],
    ['(docs/adr/0099)', { kind: 'record', number: '0099' }],
    ['as ADR 99 decides', { kind: 'record', number: '0099' }],
    ['see docs/nothing.md', { kind: 'paper', paper: 'docs/nothing.md' }],
  ])('is reported as missing when its target is not there: %s', (text, citation) => {
    expect(citationsIn(text)).toContainEqual(citation)
    expect(isThere(citation, 'client/env.d.ts')).toBe(false)
  })

  it('is found in lists of sections, and sections of standards are ignored', () => {
    const found = citationsIn('(RFC 9110 §10.2.3; sync.md §1.2, §1.3)')
    expect(found.map((citation) => Object.values(citation).join(' '))).toEqual([
      'paper sync.md',
      'section sync.md 1.2',
      'section sync.md 1.3',
    ])
  })
})
