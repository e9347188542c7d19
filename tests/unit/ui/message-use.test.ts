import { readFile } from 'node:fs/promises'
import { glob } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { walkWords } from '../../support/walk-words.ts'
import { planMessages } from '../../../client/ui/plan/use-plan-words.ts'
import type { Messages } from '../../../client/ui/language/i18n.ts'

const client = new URL('../../../client/', import.meta.url).pathname
const flat = (messages: Messages, prefix = ''): [string, string][] =>
  Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flat(value, `${prefix}${key}.`),
  )
const da = new Map(walkWords.da.flatMap((words) => flat(words)))
const en = new Map(walkWords.en.flatMap((words) => flat(words)))

async function sources(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const folders =
    '{app,ui,features/{ask,capture,gather,happened,invite,plan,report,reply,walk,sync-status,me,app-update}}'
  for await (const file of glob(`${folders}/**/*.{vue,ts}`, { cwd: client })) {
    // The desk has words of its own, and so has the check list for offline use; the link to it has not.
    const isOurs = !/messages\/|app\/desk\//.test(file)
    if (isOurs) files.set(file, await readFile(client + file, 'utf8'))
  }
  const wayThere = 'features/offline-ready/ReadyLink.vue'
  files.set(wayThere, await readFile(client + wayThere, 'utf8'))
  return files
}

/** Words of a plan are those of the desk's form. */
const plan = flat(planMessages.da).map(([key]) => key)
const known = [...da.keys(), ...plan]

test('every message key that the walk app uses has words', async () => {
  const missing: string[] = []
  for (const [file, source] of await sources()) {
    for (const match of source.matchAll(/\bt\(\s*'([\w.-]+)'/g)) {
      if (!known.includes(match[1] ?? '')) missing.push(`${file}: ${match[1]}`)
    }
    for (const match of source.matchAll(/\bt\(\s*`([\w.-]+)\.\$\{/g)) {
      const isThere = known.some((key) => key.startsWith(`${match[1]}.`))
      if (!isThere) missing.push(`${file}: ${match[1]}.*`)
    }
  }
  expect(missing).toEqual([])
})

test('no words of the walk app are unused', async () => {
  const code = [...(await sources()).values()].join('\n')
  const built = [...code.matchAll(/`([\w.-]+\.)\$\{/g)].map((match) => match[1] ?? '')
  const shared =
    /^(action|app|category|categoryGroup|status|statusDesk|statusFamily|reason|problem|problemField)\./
  const dead = [...da.keys()].filter(
    (key) =>
      !shared.test(key) &&
      !code.includes(`'${key}'`) &&
      !built.some((prefix) => key.startsWith(prefix)),
  )
  expect(dead).toEqual([])
})

test('both languages name the same facts in each sentence', () => {
  const facts = (words: string) => [...new Set(words.match(/\{\w+\}/g) ?? [])].sort()
  const different = [...da].filter(
    ([key, words]) => facts(words).join() !== facts(en.get(key) ?? '').join(),
  )
  expect(different.map(([key]) => key)).toEqual([])
})

test('no sentence contains what the message format would read as a sign', () => {
  const risky = [...da, ...en].filter(([, words]) => /@|\$\{/.test(words))
  expect(risky).toEqual([])
})
