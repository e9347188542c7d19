import { expect, test } from 'vitest'
import { installWayOf } from '../../../client/ui/components/use-install.ts'

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15'
const way = (userAgent: string, change = {}) =>
  installWayOf({ userAgent, isStandalone: false, touchPoints: 5, ...change })

test.each([
  ['Safari on an iPhone', `${iphone} Version/18.5 Mobile/15E148 Safari/604.1`, 'ios-safari'],
  ['Chrome on an iPhone', `${iphone} CriOS/130.0 Mobile/15E148 Safari/604.1`, 'ios-other'],
  ['Facebook on an iPhone', `${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/480]`, 'in-app'],
  [
    'an iPad that calls itself a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/18 Safari',
    'ios-safari',
  ],
  ['Chrome on Android', 'Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile Safari/537.36', 'menu'],
])('%s gets its own instructions for installing', (_, userAgent, expected) => {
  expect(way(userAgent)).toBe(expected)
})

test('a Mac is no iPad, and an installed app needs no instructions', () => {
  expect(way('Mozilla/5.0 (Macintosh; Intel Mac OS X)', { touchPoints: 0 })).toBe('menu')
  expect(way(`${iphone} Safari/604.1`, { isStandalone: true })).toBe('installed')
})
