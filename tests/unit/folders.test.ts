import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from '../support/repository.ts'

const most = 20
/** Migrations are numbered and never renamed, so this folder only grows. */
const growing = 'server/migrations'

test(`no folder of the code holds more than ${String(most)} files`, () => {
  const counts = new Map<string, number>()
  for (const top of ['build', 'client', 'server', 'shared', 'tests']) {
    const entries = readdirSync(repositoryRoot + top, { recursive: true, withFileTypes: true })
    for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
      const folder = dirname(`${parentPath}/${name}`).slice(repositoryRoot.length)
      counts.set(folder, (counts.get(folder) ?? 0) + 1)
    }
  }
  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500)
  const crowded = [...counts].filter(([folder, count]) => folder !== growing && count > most)
  expect(crowded).toEqual([])
})
