import { describe, expect, it } from 'vitest'
import { checkText } from '../../../shared/observation/check-text.ts'
import { isSameName, tidyName } from '../../../shared/text/display-name.ts'

describe('a display name', () => {
  it.each([
    'علی\u200cرضا',
    'क्\u200dष',
    '👨\u200d👩\u200d👧',
    'Mor 👩🏽\u200d🚒',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    'Ali \u200fعلي',
    'Zoë d’Å-Søndergård Jr.',
    '👍'.repeat(40),
    'x'.repeat(80),
  ])('%j is kept letter by letter', (name) => {
    expect(tidyName(name)).toBe(name)
  })

  it.each([
    ['   ', ''],
    [' \u202e\u0007\u200b ', ''],
    ['\u200d\u200c\u2060', ''],
    ['\u3164\u2800', ''],
    ['Per \t Hansen', 'Per Hansen'],
    ['Per\u0000\nHansen\u202e ', 'Per Hansen'],
    ['\u2068Ali\u2069', 'Ali'],
    ['\u202aAli\u202c', 'Ali'],
    ['a\u202eb', 'a b'],
    ['\ud800x', '\ufffdx'],
    ['A\u030age', 'Åge'],
  ])('%j becomes %j', (typed, name) => {
    expect(tidyName(typed)).toBe(name)
  })

  it('may have sixty characters as people see them, and is told when it has more', () => {
    for (const character of ['x', '👍', '👨\u200d👩\u200d👧', '🇩🇰', 'é', 'ض']) {
      expect(checkText(character.repeat(60), 'name').ok).toBe(true)
      expect(checkText(character.repeat(61), 'name')).toEqual({
        ok: false,
        problem: { code: 'name-too-long', detail: { limit: 60, length: 61 } },
      })
    }
  })

  it('is the same person’s with and without what older versions took out of it', () => {
    expect(isSameName('علی رضا', 'علی\u200cرضا')).toBe(true)
    expect(isSameName('👨 👩 👧', '👨\u200d👩\u200d👧')).toBe(true)
    expect(isSameName('Anna', 'Anne')).toBe(false)
  })
})
