import { compile, registerMessageCompiler } from '@intlify/core-base'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { useOwnMessageCompiler } from '../../../client/ui/language/compile-message.ts'
import { deskDa } from '../../../client/ui/messages/da/desk/desk.ts'
import { deskEn } from '../../../client/ui/messages/en/desk/desk.ts'
import { offlineDa } from '../../../client/ui/messages/da/offline.ts'
import { offlineEn } from '../../../client/ui/messages/en/offline.ts'
import { walkWords } from '../../support/walk-words.ts'

interface Messages {
  [key: string]: string | Messages
}

const textsOf = (messages: Messages): string[] =>
  Object.values(messages).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)))

const files: Messages[] = [...walkWords.da, ...walkWords.en, deskDa, deskEn, offlineDa, offlineEn]
const texts = [...new Set(files.flatMap(textsOf))]

/** What vue-i18n makes of a text, by its own compiler or by ours. */
function spoken(text: string, values: Record<string, string | number>, count?: number): string {
  const i18n = createI18n({
    legacy: false,
    locale: 'da',
    missingWarn: false,
    messages: { da: { text } },
  })
  const { t } = i18n.global
  return count === undefined ? t('text', values) : t('text', values, count)
}

function both(text: string, values: Record<string, string | number>, count?: number) {
  registerMessageCompiler(compile)
  const theirs = spoken(text, values, count)
  useOwnMessageCompiler()
  return { ours: spoken(text, values, count), theirs }
}

/** A value for every name in the text, so that a swapped one shows. */
function valuesFor(text: string): Record<string, string | number> {
  const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return Object.fromEntries(names.map((name, index) => [name, `<${index}>`]))
}

describe('our message compiler', () => {
  it('gives the same text as that of vue-i18n, for every message there is', () => {
    expect(texts.length).toBeGreaterThan(300)
    for (const text of texts) {
      const { ours, theirs } = both(text, valuesFor(text))
      expect(ours).toBe(theirs)
    }
  })

  it('chooses the same case for every count, with the count in it', () => {
    const counted = texts.filter((text) => text.includes('|'))
    expect(counted.length).toBeGreaterThan(5)
    for (const text of counted) {
      for (const count of [0, 1, 2, 5, 1_204]) {
        const { ours, theirs } = both(text, { ...valuesFor(text), n: count }, count)
        expect(ours).toBe(theirs)
      }
    }
  })

  it('leaves what people wrote as it is, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        useOwnMessageCompiler()
        expect(spoken('Hej {name}!', { name })).toBe(`Hej ${name}!`)
      }),
    )
  })

  it('shows nothing for a value that is missing, and never a name in braces', () => {
    useOwnMessageCompiler()
    expect(spoken('{count} af {total}', { count: 3 })).toBe('3 af ')
  })
})
