import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { repositoryRoot } from '../../support/repository.ts'

/** Expressions that ask a database for the time or the day. */
const databaseClock =
  /(?<![.\w])(now\(\)|current_(date|time|timestamp)\b|local(time|timestamp)\b|\w+_timestamp\(\))/i

const textsOfSql = (source: string): string[] =>
  [...source.matchAll(/\bsql(?:<[^`]*?>)?`([^`]*)/g)].map(([, text = '']) => text)

it('no statement of the server uses the database’s clock: what is compared with the server’s clock is written by it', () => {
  const folder = join(repositoryRoot, 'server')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts'))
  const asking = sources.flatMap((file) =>
    textsOfSql(readFileSync(join(folder, file), 'utf8'))
      .filter((text) => databaseClock.test(text))
      .map((text) => `${file}: ${text.trim()}`),
  )
  expect(sources.length).toBeGreaterThan(50)
  expect(asking).toEqual([])
})
