import { describe, expect, it } from 'vitest'
import { cleanWalkCode, foldWalkCode, readWalkCode } from '../../../shared/walk/walk-code.ts'

const space = '\u00a0'
const decomposed = 'A\u030aBY24'

describe('the code of a walk', () => {
  it.each([
    ['nyva26', 'NYVA26'],
    [' NY VA-26\n', 'NYVA26'],
    ['ny–va—26', 'NYVA26'],
    [`ny${space}va\u201126`, 'NYVA26'],
    ['ＮＹＶＡ２６', 'NYVA26'],
    ['N\u200bY\u00adVA26\ufeff', 'NYVA26'],
    ['O E S T 2 9', 'OEST29'],
    ['OEST 29', 'OEST29'],
    ['"OEST29"', 'OEST29'],
    ['(OEST29)', 'OEST29'],
    ['OEST29.', 'OEST29'],
    ['sommer', 'SOMMER'],
    [decomposed, 'ÅBY24'],
  ])('typed as %j is read as %s', (typed, code) => {
    expect(readWalkCode(typed)).toBe(code)
  })

  it.each([
    ['https://lygte.example/v/NYVA26', 'NYVA26'],
    ['lygte.example/v/nyva26/', 'NYVA26'],
    ['https://lygte.example/v/NYVA26?fbclid=IwAR0x9abcdefghijklmnopqrstuvwxyz', 'NYVA26'],
    ['https://lygte.example/v/NYVA26&amp;utm_source=mail', 'NYVA26'],
    ['<https://lygte.example/v/NYVA26>.', 'NYVA26'],
    ['https://lygte.example/v/NYVA26%', 'NYVA26'],
    ['https://lygte.example/v/NYVA26.Vi ses kl. 19', 'NYVA26'],
    ['https://lygte.example/v/NYVA26=20', 'NYVA26'],
    ['https://lygte.example/v/NY=VA26', 'NYVA26'],
    ['https://lygte.example/v/%C3%98ST29', 'ØST29'],
    [
      'https://l.facebook.com/l.php?u=https%3A%2F%2Flygte.example%2Fv%2FNYVA26%3Ffbclid%3Dx&h=AT0x',
      'NYVA26',
    ],
    [
      'https://eur03.safelinks.example/?url=https%253A%252F%252Flygte.example%252Fv%252FNYVA26&data=05',
      'NYVA26',
    ],
    ['Kom og gå med: https://lygte.example/v/NYVA26 – vi mødes 19.00 ved Føtex', 'NYVA26'],
    ['Koden er OEST29.', 'OEST29'],
    ['Hej! Koden til vandringen er: oest29 (ikke OEST28 som sidst)', 'OEST29'],
    ['Vi mødes kl19 ved kirken. Kode: NYVA26', 'NYVA26'],
    ['Koden er OEST 29, vi ses', 'OEST29'],
    ['The code is SOMMER', 'SOMMER'],
    ['Brug AB12 i aften', 'AB12'],
  ])('pasted within %j is found as %s', (pasted, code) => {
    expect(readWalkCode(pasted)).toBe(code)
  })

  it.each([
    '',
    ' ',
    '...',
    '%',
    '%E0%A4%A',
    'NYV',
    '/v/',
    'https://lygte.example/v/%E0%A4%A',
    'x'.repeat(21),
  ])('is not read out of %j, where there is none', (text) => {
    expect(readWalkCode(text)).toBe('')
  })

  it.each([
    ['OEST29', ['0EST29', 'oest29', 'ØST29', 'O\u0338EST29', 'ＯEST29', 'ÖST29']],
    ['MIDT20', ['M1DT20', 'MLDT20', 'MIDT2O', 'MIDT2Ø']],
    ['ÅBY24', ['ABY24', 'AABY24', decomposed, 'åby24']],
    ['ÆBLE12', ['AEBLE12', 'AEB1E12', 'æbie12']],
  ])('%s is the same code when it is taken for one that looks or sounds alike', (code, alike) => {
    for (const other of alike)
      expect([other, foldWalkCode(other)]).toEqual([other, foldWalkCode(code)])
  })

  it('is another code when a letter differs that nobody takes for it', () => {
    expect(foldWalkCode('OEST29')).not.toBe(foldWalkCode('VEST29'))
    expect(foldWalkCode('OEST29')).not.toBe(foldWalkCode('OEST28'))
  })

  it('keeps its own letters when it is cleaned', () => {
    expect(cleanWalkCode('øst-il0')).toBe('ØSTIL0')
  })
})
