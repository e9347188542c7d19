import { describe, expect, it, vi } from 'vitest'
import { createSSRApp, h, ref, type Component } from 'vue'
import { createI18n } from 'vue-i18n'
import { renderToString } from 'vue/server-renderer'
import PrivacyText from '../../../client/ui/components/PrivacyText.vue'
import { walkDa } from '../../../client/ui/messages/da/walk-app.ts'
import { walkEn } from '../../../client/ui/messages/en/walk-app.ts'
import { categories } from '../../../shared/observation/categories.ts'

vi.mock('../../../client/features/walk/pin/pin-store.ts', () => ({ usePinStore: () => ({}) }))
vi.mock('../../../client/ui/saving/kept-text.ts', () => ({ useKeptText: () => ref('') }))

const messages = { da: walkDa, en: walkEn }
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
  it.each(languages)('never promises that anything is deleted by itself (%s)', async (locale) => {
    for (const brief of [true, false]) {
      const html = await rendered(PrivacyText, { notice, brief }, locale)
      expect(html).toContain('24')
      expect(html).not.toMatch(/slettes (automatisk|efter)|is deleted (after|automatically)/)
      expect(html).toMatch(/Lygte sletter dem ikke af sig selv|Lygte does not delete it by itself/)
    }
  })

  it('names the restricted topics, and no topic that everybody on the walk can see', () => {
    const restricted = categories.filter(({ isRestricted }) => isRestricted).map(({ id }) => id)
    expect(restricted.toSorted()).toEqual([
      'adf.chikane',
      'adf.ophold',
      'adf.rusmidler',
      'haer.graffiti-had',
    ])
    expect(walkDa.privacy.restricted).toMatch(
      /^Registreringer om utrygt ophold, rusmidler, chikane og hadefuld graffiti ses kun af/,
    )
    expect(walkEn.privacy.restricted).toMatch(
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
