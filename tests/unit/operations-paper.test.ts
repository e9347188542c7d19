import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createMetricList } from '../../server/http/plugins/metric-list.ts'
import { repositoryRoot } from '../support/repository.ts'

const read = (path: string) => readFile(join(repositoryRoot, path), 'utf8')

/** The `code` in the first column of the tables below a heading of docs/operations.md. */
async function named(heading: string): Promise<string[]> {
  const paper = await read('docs/operations.md')
  const [, section = ''] = paper.split(`\n${heading}`)
  const [body = ''] = section.split(/\n## /)
  const cells = body.split('\n').flatMap((line) => /^\| (`[^|]+) \|/.exec(line)?.[1] ?? [])
  return cells
    .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''))
    .sort()
}

it('docs/operations.md names every metric of the server, and no other', async () => {
  const metrics = createMetricList().registry.getMetricsAsArray()
  expect(await named('## What to watch')).toEqual(metrics.map(({ name }) => name).sort())
})

it('docs/operations.md names every variable of the environment that the server reads, and no other', async () => {
  const config = await read('server/config.ts')
  const variables = [...config.matchAll(/env(?:, |\[)'([A-Z_]+)'/g)].map((match) => match[1] ?? '')
  expect(variables.length).toBeGreaterThan(10)
  expect(await named('## Settings')).toEqual([...new Set(variables)].sort())
})

it('docs/operations.md says of every table how it spreads over several databases', async () => {
  const folder = 'server/migrations'
  const files = await readdir(join(repositoryRoot, folder))
  const texts = await Promise.all(files.map((file) => read(join(folder, file))))
  const tables = texts.flatMap((text) =>
    [...text.matchAll(/^create table (\w+)/gm)].map((match) => match[1] ?? ''),
  )
  expect(await named('## Past one machine')).toEqual(tables.sort())
})
