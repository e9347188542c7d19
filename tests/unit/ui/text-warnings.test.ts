import { describe, expect, test } from 'vitest'
import { findTextWarnings } from '../../../client/ui/text-warnings.ts'

describe('warnings about people in a text', () => {
  test.each([
    ['hans cpr er 010190-1234', ['cpr']],
    ['0101901234 står på sedlen', ['cpr']],
    ['bilen AB 12 345 holder der hver aften', ['plate']],
    ['ab12345', ['plate']],
    ['ring 99 82 34 20', ['phone']],
    ['ring til +4599823420', ['phone']],
    ['skriv til anna.b@mail.dk', ['email']],
    ['en narkoman sover i kælderen', ['sensitive']],
    ['Muslimske unge', ['sensitive']],
    ['AB 12 345, ring 20 30 40 50', ['plate', 'phone']],
  ])('"%s" warns of %j', (text, kinds) => {
    expect(findTextWarnings(text)).toEqual(kinds)
  })

  test.each([
    '3 af 4 lamper i tunnellen er ude. Man kan ikke se om der står nogen i den anden ende',
    'Hækken er 2,5 m høj begge sider',
    'Spandene er fulde kl 22.30, flasker på jorden',
    'Fyrkildevej 12, 2. tv., 9220 Aalborg Ø',
    'Mange kører over 50. Ingen helle.',
    'Redningskrans mangler i standeren nr. 7',
    'blok 12 og 14, 100.000 biler om året',
    'siden 29.10.2026 kl. 19.42',
    'Beboere med demens går forkert ved kirken',
    'mast 4711 og 4712',
    'romantisk lys',
    '',
  ])('"%s" warns of nothing', (text) => {
    expect(findTextWarnings(text)).toEqual([])
  })

  test('ten digits that are no date are not called a CPR number', () => {
    expect(findTextWarnings('nr. 9999991234')).toEqual([])
  })
})
