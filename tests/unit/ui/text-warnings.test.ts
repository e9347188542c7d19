import { describe, expect, test } from 'vitest'
import { findTextWarnings } from '../../../client/ui/warnings/text-warnings.ts'

/** Spaces, dashes and dots as keyboards, word processors and messages make them. */
const spaces = [' ', '\u00a0', '\u2009', '\u202f', '\u2007', '  ', '\u200b ']
const dashes = ['-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', ' - ', ' – ']
const dots = ['.', '·', '. ']
const slashes = ['/', '⁄', ' / ', '|']
const marks = [...spaces, ...dashes, ...dots, ...slashes]

describe('warnings about people in a text', () => {
  test.each([
    ['hans cpr er 010190-1234', ['cpr']],
    ['0101901234 står på sedlen', ['cpr']],
    ['cpr 01.01.90-1234', ['cpr']],
    ['cpr 01/01/90 1234', ['cpr']],
    ['cpr 01-01-90-1234', ['cpr']],
    ['cpr 01 01 90 12 34', ['cpr']],
    ['cpr 0 1 0 1 9 0 - 1 2 3 4', ['cpr']],
    ['født 01011990-1234', ['cpr']],
    ['født 01.01.1990–1234', ['cpr']],
    ['nr. 12 010190-1234', ['cpr']],
    ['erstatningsnummer 610190-1234', ['cpr']],
    ['０１０１９０－１２３４', ['cpr']],
    ['٠١٠١٩٠-١٢٣٤', ['cpr']],
    ['bilen AB 12 345 holder der hver aften', ['plate']],
    ['ab12345', ['plate']],
    ['AB-12-345', ['plate']],
    ['AB\u00a012\u202f345', ['plate']],
    ['AB.12.345', ['plate']],
    ['ring 99 82 34 20', ['phone']],
    ['ring til +4599823420', ['phone']],
    ['20304050', ['phone']],
    ['9982 3420', ['phone']],
    ['9982-3420', ['phone']],
    ['998 234 20', ['phone']],
    ['9 9 8 2 3 4 2 0', ['phone']],
    ['99 82 3420', ['phone']],
    ['9982 34 20', ['phone']],
    ['+45 99 82 34 20', ['phone']],
    ['(+45) 99823420', ['phone']],
    ['+45 9982 3420', ['phone']],
    ['+45-99-82-34-20', ['phone']],
    ['0045 99 82 34 20', ['phone']],
    ['0045-99823420', ['phone']],
    ['45 99 82 34 20', ['phone']],
    ['4599823420', ['phone']],
    ['(99) 82 34 20', ['phone']],
    ['tlf.99823420', ['phone']],
    ['tlf.nr.: 99 82 34 20', ['phone']],
    ['mobil: 20-30 40/50', ['phone']],
    ['+46 70 123 45 67', ['phone']],
    ['+49 (0)170 1234567', ['phone']],
    ['0049 170 1234567', ['phone']],
    ['00 46 70-123 45 67', ['phone']],
    ['+1 (212) 555-0100', ['phone']],
    ['+44 20 7946 0958', ['phone']],
    ['＋４６ ７０ １２３ ４５ ６７', ['phone']],
    ['٢٠٣٠٤٠٥٠', ['phone']],
    ['۲۰ ۳۰ ۴۰ ۵۰', ['phone']],
    ['２０ ３０ ４０ ５０', ['phone']],
    ['20304050 / 60708090', ['phone']],
    ['Anna 20 30 40 50 / 60 70 80 90', ['phone']],
    ['Anna\n20304050\nBo\n60708090', ['phone']],
    ['kontakt Kristian på 20 30 40 50 kristian ved mere', ['phone']],
    ['skriv til anna.b@mail.dk', ['email']],
    ['anna.b＠mail.dk', ['email']],
    ['anna(at)mail.dk', ['email']],
    ['anna snabel-a mail.dk', ['email']],
    ['en narkoman sover i kælderen', ['sensitive']],
    ['Muslimske unge', ['sensitive']],
    ['AB 12 345, ring 20 30 40 50', ['plate', 'phone']],
    ['010190-1234, tlf. 20 30 40 50', ['cpr', 'phone']],
  ])('find in "%s" %j', (text, kinds) => {
    expect(findTextWarnings(text)).toEqual(kinds)
  })

  test.each(marks)('find a CPR number with %j between day and number', (mark) => {
    expect(findTextWarnings(`det er 010190${mark}1234 her`)).toEqual(['cpr'])
  })

  test.each(marks)('find a phone number with %j between its parts', (mark) => {
    expect(findTextWarnings(`skriv ${['99', '82', '34', '20'].join(mark)} her`)).toEqual(['phone'])
    expect(findTextWarnings(`skriv ${['9982', '3420'].join(mark)} her`)).toEqual(['phone'])
    expect(findTextWarnings(`skriv +46${mark}70${mark}1234567`)).toEqual(['phone'])
  })

  test.each([
    '3 af 4 lamper i tunnellen er ude. Man kan ikke se om der står nogen i den anden ende',
    'Hækken er 2,5 m høj begge sider',
    'Hækken er 2.5 m høj og 12.5 m lang',
    'Spandene er fulde kl 22.30, flasker på jorden',
    'Fyrkildevej 12, 2. tv., 9220 Aalborg Ø',
    'Fyrkildevej 12-14, 9220 Aalborg Ø',
    'nr. 20 22 24 26 har mørke opgange',
    'blok 20-22-24-26',
    'Mange kører over 50. Ingen helle.',
    'Redningskrans mangler i standeren nr. 7',
    'blok 12 og 14, 100.000 biler om året',
    'ca 10 000 biler, nr 12345',
    'siden 29.10.2026 kl. 19.42',
    'siden 29102026',
    'fra 2026-10-29 til 2026-11-03',
    '29.10.2026 - 31.10.2026',
    '29/10/2026 19.42',
    'den 29-10-2026 1930',
    'mellem kl. 22.30-23.45',
    'mellem 22.30 – 23.45',
    'kl. 20.30 21.30',
    'i 2024-2026 og 2025/2026',
    'i 2019 2020 2021',
    'postnumre 9000-9220',
    'mast 4711 og 4712',
    'mast 4711-4712',
    'mast 40123456',
    'Lygtepæl nr. 40123456 er skæv',
    'sagsnr. 24001234',
    'CVR 29189420',
    'registrering nr. 1046',
    'nr. 1.046',
    '57,02812, 9,97655',
    '57.048213, 9.918731',
    '55.676098 12.568337',
    '32 556123 6321456',
    '12.345.678 kr. er afsat',
    '20.304.050 kr.',
    'koster 25 000 000 kr',
    '20304050 kroner',
    'matrikel 12ab 20304050 m2',
    'ring 112 eller 114',
    'bus 12 og 13 kører 07.15 07.45',
    '1234567',
    '192.168.10.20',
    'version 2.0.3.0',
    'Beboere med demens går forkert ved kirken',
    'romantisk lys',
    'a @ b',
    '',
  ])('find nothing in "%s"', (text) => {
    expect(findTextWarnings(text)).toEqual([])
  })

  test('do not call ten digits that are no date a CPR number', () => {
    expect(findTextWarnings('nr. 9999991234')).toEqual([])
  })

  test('search long texts without any space in no time', () => {
    const long = ['x', '1', '1 ', '@', 'a.', '1-'].map((piece) => piece.repeat(20_000))
    for (const text of long) expect(findTextWarnings(text)).toEqual([])
  })
})
