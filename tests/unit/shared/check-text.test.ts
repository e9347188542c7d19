import { describe, expect, it } from 'vitest'
import { checkText, textLimits, type LimitedText } from '../../../shared/observation/check-text.ts'
import { limits } from '../../../shared/limits.ts'

const kinds = Object.keys(textLimits) as LimitedText[]

describe('the limit of every text', () => {
  it.each(kinds)('of kind %s is counted in characters as people see them', (kind) => {
    const limit = textLimits[kind]
    for (const character of ['a', 'å', 'a\u030a', '👍🏽', '👨‍👩‍👧‍👦', '🇬🇱', '漢', 'क्ष']) {
      expect(checkText(character.repeat(limit), kind)).toMatchObject({ ok: true })
      expect(checkText(character.repeat(limit + 1), kind)).toMatchObject({
        problem: { detail: { limit, length: limit + 1 } },
      })
    }
  })

  it.each(kinds)('of kind %s takes whatever older phones were allowed to write', (kind) => {
    const units = '👍a\u0301\u0301z\u200d'.repeat(textLimits[kind]).slice(0, textLimits[kind])
    expect(checkText(units.replace(/\p{Surrogate}$/u, 'a'), kind).ok).toBe(true)
  })

  it('says of a heap of marks that there are too many, though it looks like few characters', () => {
    const heap = `a${'\u0301'.repeat(30)}`.repeat(3_000)
    expect(checkText(heap)).toMatchObject({ problem: { code: 'text-too-heavy' } })
    expect(checkText(`a${'\u0301'.repeat(200_000)}`)).toMatchObject({ ok: false })
  })

  it('leaves room for the longest text, before and after an edit, in one request', () => {
    const longest = (limits.textCharacters + limits.placeCharacters) * limits.bytesPerCharacter
    expect(2 * longest + 4_096).toBeLessThan(limits.pushBytes)
  })

  it.each(['a\u0000b', 'a\ud800b', '\udfff'])('refuses %j as unreadable', (text) => {
    expect(checkText(text)).toEqual({ ok: false, problem: { code: 'unreadable-text' } })
  })
})
