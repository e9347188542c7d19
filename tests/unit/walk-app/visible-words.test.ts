import { describe, expect, it, vi } from 'vitest'
import { createSSRApp, h, ref, type Component } from 'vue'
import { createI18n } from 'vue-i18n'
import { renderToString } from 'vue/server-renderer'
import PrivacyText from '../../../client/ui/components/PrivacyText.vue'
import { privacyDa } from '../../../client/ui/messages/da/privacy.ts'
import { walkDa } from '../../../client/ui/messages/da/walk-app.ts'
import { walkPinDa } from '../../../client/ui/messages/da/walk-pin.ts'
import { privacyEn } from '../../../client/ui/messages/en/privacy.ts'
import { walkEn } from '../../../client/ui/messages/en/walk-app.ts'
import { walkPinEn } from '../../../client/ui/messages/en/walk-pin.ts'
import { categories } from '../../../shared/observation/categories.ts'

vi.mock('../../../client/features/walk/pin/pin-store.ts', () => ({ usePinStore: () => ({}) }))
vi.mock('../../../client/ui/saving/kept-text.ts', () => ({ useKeptText: () => ref('') }))

const messages = { da: { ...walkDa, ...walkPinDa }, en: { ...walkEn, ...walkPinEn } }
const languages = ['da', 'en'] as const

function rendered(
  component: Component,
  props: Record<string, unknown>,
  locale: 'da' | 'en',
): Promise<string> {
  const app = createSSRApp(() => h(component, props))
  return renderToString(app.use(createI18n({ legacy: false, locale, messages })))
}

const notice = {
  controller: 'Aalborg Kommune',
  contact: 'a@b.dk',
  retentionMonths: 24,
}

describe('what is said about the data of people', () => {
  it.each(languages)(
    'says that texts are deleted only where the municipality has set it (%s)',
    async (locale) => {
      const deletes = /Det, du har skrevet, sletter vi 60|What you have written we delete 60/
      const keeps = /skrevet, bliver gemt uden navn|written is kept without a name/
      for (const brief of [true, false]) {
        const html = await rendered(PrivacyText, { notice, brief }, locale)
        expect(html).toContain('24')
        expect(html).toMatch(keeps)
        expect(html).not.toMatch(deletes)
        const set = { notice: { ...notice, textMonths: 60 }, brief }
        const other = await rendered(PrivacyText, set, locale)
        expect(other).toMatch(deletes)
        expect(other).not.toMatch(keeps)
      }
    },
  )

  it('names the restricted topics, and no topic that everybody on the walk can see', () => {
    const restricted = categories.filter(({ isRestricted }) => isRestricted).map(({ id }) => id)
    expect(restricted.toSorted()).toEqual([
      'adf.chikane',
      'adf.ophold',
      'adf.rusmidler',
      'haer.graffiti-had',
    ])
    expect(privacyDa.privacy.restricted).toMatch(
      /^Registreringer om utrygt ophold, rusmidler, chikane og hadefuld graffiti ses kun af/,
    )
    expect(privacyEn.privacy.restricted).toMatch(
      /^Reports about gatherings, drugs, harassment and hateful graffiti are only seen by/,
    )
  })
})

describe('the field for a comment', () => {
  it.each(languages)(
    'says that everybody reads it only where everybody may (%s)',
    async (locale) => {
      const { default: PinComments } =
        await import('../../../client/features/walk/pin/PinComments.vue')
      const hintOf = async (isRestricted: boolean) =>
        rendered(
          PinComments,
          { pin: { id: 'pin', observation: { comments: [], isRestricted } } },
          locale,
        )
      const { commentHint, commentHintRestricted } = messages[locale].pin
      expect(await hintOf(false)).toContain(commentHint)
      const restricted = await hintOf(true)
      expect(restricted).toContain(commentHintRestricted)
      expect(restricted).not.toContain(commentHint)
    },
  )
})
