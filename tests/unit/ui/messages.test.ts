import { describe, expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import { categories, categoryGroups, severities } from '../../../shared/observation/categories.ts'
import { declineReasons, statuses } from '../../../shared/observation/observation-status.ts'
import { feelings } from '../../../shared/observation/observation.ts'
import { ownerTypes } from '../../../shared/municipality/party.ts'
import { problems } from '../../../shared/problem.ts'
import { categoryKey } from '../../../client/ui/messages/category-name.ts'
import { da } from '../../../client/ui/messages/da/both-apps.ts'
import { en } from '../../../client/ui/messages/en/both-apps.ts'
import { problemWords } from '../../../client/ui/messages/problem-words.ts'
import { walkDa } from '../../../client/ui/messages/da/walk-app.ts'
import { walkEn } from '../../../client/ui/messages/en/walk-app.ts'
import { walkWords } from '../../support/walk-words.ts'
import type { Messages } from '../../../client/ui/language/i18n.ts'

const languages = { da: walkDa, en: walkEn } as Record<string, Messages>
const i18n = createI18n({ legacy: false, locale: 'da', messages: languages, missingWarn: false })

const keysOf = (messages: Messages, prefix = ''): string[] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  )

const catalogue = [
  ...categories.map(({ id }) => categoryKey(id)),
  ...categoryGroups.map((id) => `categoryGroup.${id}`),
  ...statuses.map((id) => `status.${id}`),
  ...declineReasons.map((id) => `reason.${id}`),
  ...ownerTypes.map((id) => `ownerType.${id}`),
  ...Object.keys(problems).map((id) => `problem.${id}`),
  ...severities.flatMap((id) => [`severity.${id}.label`, `severity.${id}.meaning`]),
  ...feelings.map((id) => `feeling.${id}`),
  ...['open', 'solved', 'closed'].map((id) => `statusFamily.${id}`),
]

test('Danish and English have the same keys', () => {
  expect(keysOf(en)).toEqual(keysOf(da))
  expect(walkWords.en.map((words) => keysOf(words))).toEqual(
    walkWords.da.map((words) => keysOf(words)),
  )
})

describe.each(['da', 'en'])('words in %s', (language) => {
  const words = (key: string) => i18n.global.t(key, {}, { locale: language })

  test('exist for every code of the shared catalogues', () => {
    expect(catalogue.filter((key) => words(key) === key || words(key) === '')).toEqual([])
  })

  test('name an answer that does not fit, and guess at no other arguments', () => {
    const translate = (key: string, named: Record<string, unknown> = {}) =>
      i18n.global.t(key, named, { locale: language })
    const said = (field: string) =>
      problemWords(translate, { code: 'invalid-arguments', detail: { field } })
    const all = ['severity', 'feeling', 'ownerType', 'observationId'].map(said)
    expect(new Set(all).size).toBe(4)
    expect(said('observationId')).toBe(words('problem.invalid-arguments'))
  })

  test('differ for any two categories', () => {
    const names = categories.map(({ id }) => words(categoryKey(id)))
    expect(new Set(names).size).toBe(categories.length)
  })

  test('contain no technical words', () => {
    const all = keysOf(languages[language] ?? {})
      .map(words)
      .join('\n')
    expect(all).not.toMatch(/synkroniser|\bserver|\bfejl \d|\bsync|\bHTTP/i)
  })
})
