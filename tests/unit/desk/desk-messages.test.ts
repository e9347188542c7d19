import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { signInTroubleWords } from '../../../client/features/session/sign-in-words.ts'
import { deskFields } from '../../../client/features/desk/panel/forms/edit-form.ts'
import { deskSorts } from '../../../shared/contract/observation-contract.ts'
import { addressParts } from '../../../client/features/desk/address/address-query.ts'
import type { Messages } from '../../../client/ui/language/i18n.ts'
import { deskDa } from '../../../client/ui/messages/da/desk/desk.ts'
import { deskEn } from '../../../client/ui/messages/en/desk/desk.ts'
import { fixedValues, listFilterNames } from '../../../shared/observation/list-filters.ts'
import { positionSources } from '../../../shared/geo.ts'
import { statuses } from '../../../shared/observation/observation-status.ts'
import { editableFields } from '../../../shared/observation/observation.ts'
import { accountRoles } from '../../../shared/access/roles.ts'

const languages = { da: deskDa, en: deskEn } as Record<string, Messages>
const i18n = createI18n({ legacy: false, locale: 'da', messages: languages, missingWarn: false })

const keysOf = (messages: Messages, prefix = ''): string[] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  )

/** Keys that are put together at run time. */
const composed = [
  ...statuses.flatMap((status) => [`desk.action.to.${status}`, `desk.form.title.${status}`]),
  ...listFilterNames.map((name) => `desk.filter.${name}`),
  ...listFilterNames
    .filter((name) => name !== 'status' && name !== 'category')
    .flatMap((name) => fixedValues(name).map((value) => `desk.filter.values.${name}.${value}`)),
  ...addressParts
    .filter((part) => part !== 'q' && !listFilterNames.some((name) => name === part))
    .map((part) => `desk.damaged.part.${part}`),
  ...deskSorts.map((sort) => `desk.filter.sorts.${sort}`),
  ...accountRoles.map((role) => `desk.role.${role}`),
  ...positionSources.map((source) => `desk.detail.source.${source}`),
  ...[...deskFields, ...editableFields].map((field) => `desk.field.${field}`),
]

const sources = [
  'client/features/desk',
  'client/features/session',
  'client/features/phones',
  'client/app',
].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(`${parentPath}/${name}`, 'utf8')),
)
const written = sources.flatMap((text) =>
  [...text.matchAll(/'(desk\.[\w.-]+)'/g)].map((match) => match[1] ?? ''),
)

describe('the words of the desk', () => {
  it('have the same keys in both languages, in the same order', () => {
    expect(keysOf(deskEn)).toEqual(keysOf(deskDa))
  })

  it('exist for every key that the screens use', () => {
    const known = new Set(keysOf(deskDa))
    expect(written.length).toBeGreaterThan(150)
    expect([...written, ...composed].filter((key) => !known.has(key))).toEqual([])
  })

  it.each(['da', 'en'])('name no technical parts to people (%s)', (language) => {
    const all = keysOf(languages[language] ?? {})
      .map((key) => i18n.global.t(key, {}, { locale: language }))
      .join('\n')
    expect(all).not.toMatch(/synkroniser|\bserver|\bfejl \d|\bsync|\bHTTP/i)
  })

  it('name the wait after too many sign-ins in a unit that people use', () => {
    const t = i18n.global.t as unknown as Parameters<typeof signInTroubleWords>[0]
    const after = (retryAfterSeconds: number) =>
      signInTroubleWords(t, { code: 'too-many-requests', detail: { retryAfterSeconds } })
    expect(after(45)).toContain('45 sekunder')
    expect(after(840)).toContain('14 minutter')
    expect(signInTroubleWords(t, { code: 'too-many-requests' })).toBe(
      deskDa.desk.signIn.tooManySoon,
    )
    expect(signInTroubleWords(t, { code: 'unreachable' })).toBe(deskDa.desk.signIn.unreachable)
  })
})
