import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countCharacters } from '../../../shared/text/characters.ts'

const segmenter = new Intl.Segmenter('da', { granularity: 'grapheme' })
const asTheBrowserCounts = (text: string) => [...segmenter.segment(text)].length

describe('the length of a text', () => {
  it.each([
    ['', 0],
    ['Åbyvej', 6],
    ['A\u030abyvej', 6],
    ['👍', 1],
    ['👍🏽', 1],
    ['👨‍👩‍👧', 1],
    ['👩🏻‍❤️‍💋‍👨🏿', 1],
    ['🏳️‍🌈', 1],
    ['🇩🇰🇬🇱🇫🇴', 3],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', 1],
    ['1️⃣2️⃣', 2],
    ['علی‌رضا', 6],
    ['שָׁלוֹם', 4],
    ['नमस्ते', 3],
    ['กำลัง', 3],
    ['한국어', 3],
    ['한국어'.normalize('NFD'), 3],
    ['a\r\nb', 3],
    ['a\nb', 3],
  ])('counts %j as %i characters', (text, length) => {
    expect(countCharacters(text)).toBe(length)
  })

  it('is the number of characters that the browser’s own segmenter finds, or fewer, whatever is typed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.constantFrom(
        ...[
          '👨‍👩‍👧',
          '👍🏽',
          '🇩🇰',
          '🇩',
          '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
          '❤️',
          '\u200d',
          '\u200c',
          '\u0301',
          'क्ष',
          'ক্ষ',
          'กำ',
          'ᄒ',
          'ᅡ',
          'ᆫ',
          '\r\n',
        ],
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('')
        expect(countCharacters(text)).toBeLessThanOrEqual(asTheBrowserCounts(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it('counts marks that are heaped upon one letter, so that a heap of ten thousand is no single character', () => {
    expect(countCharacters(`a${'\u0301'.repeat(30)}`)).toBe(1)
    expect(countCharacters(`a${'\u0301'.repeat(10_000)}`)).toBeGreaterThan(300)
  })
})
