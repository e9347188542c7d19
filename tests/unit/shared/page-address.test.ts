import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOwnPage, mendAddress, pageAt } from '../../../shared/text/page-address.ts'

const uuid = '0199a000-0000-7000-8000-0000000000aa'
/** What mail and chat programs leave at the end of a link. */
const endings = [
  ...[
    '.',
    ',',
    ';',
    ':',
    '!',
    ')',
    ']',
    '»',
    '"',
    "'",
    '…',
    '>',
    '/',
    '//',
    '%',
    '*',
    '_',
    '=',
    ' ',
    '’',
    '”',
  ],
  ...[
    '%2E',
    '%2C',
    '%29',
    '%3E',
    '%C2%BB',
    '%E2%80%A6',
    '%20',
    '%C2%A0',
    '%22',
    '%E2%80%8B',
    '%C2%AD',
  ],
  ...[
    '%E0%A4%A',
    '%E2%80',
    '%3Ffbclid=x',
    '&amp;utm_source=mail',
    '&utm_source=mail',
    '%26utm=1',
    '%3Cbr%3E',
  ],
  ...['.)', '),', '.%E2%80%9D', '\u200b', '\u00ad', '%252E', '%00'],
]

describe('a damaged address', () => {
  it.each([
    ['/v/NYVA26', '/v/NYVA26'],
    ['/mine', '/mine'],
    ['/klar', '/klar'],
    ['/ny/detaljer', '/ny/detaljer'],
    [`/registrering/${uuid}`, `/registrering/${uuid}`],
    ['/desk', '/desk'],
    ['/desk/telefoner', '/desk/telefoner'],
    ['/desk/vandringer', '/desk/vandringer'],
    ['/desk/vandringer/ny', '/desk/vandringer/ny'],
    [`/desk/vandringer/${uuid}`, `/desk/vandringer/${uuid}`],
    [`/desk/vandringer/${uuid}/plan`, `/desk/vandringer/${uuid}/plan`],
  ])('%s leads to its page with everything that was glued to its end', (path, page) => {
    for (const ending of endings) {
      const damaged = path + ending
      expect([damaged, mendAddress(damaged).path]).toEqual([damaged, page])
      expect([damaged, isOwnPage(damaged)]).toEqual([damaged, true])
    }
  })

  it.each([
    ['//v//NYVA26', '/v/NYVA26'],
    ['/V/nyva26', '/v/NYVA26'],
    ['/v/ny%C2%ADva26', '/v/NYVA26'],
    ['/Kommer/nyva26', '/kommer/NYVA26'],
    ['/v/NY=VA26', '/v/NYVA26'],
    ['/v/OEST%2029', '/v/OEST29'],
    ['/v/%EF%BC%AEYVA26', '/v/NYVA26'],
    ['/v/%C3%98st29', '/v/%C3%98ST29'],
    ['/v/%C2%ABNYVA26%C2%BB', '/v/NYVA26'],
    ['/Mine', '/mine'],
    ['/mine.Tak', '/mine'],
    ['/DESK/Telefoner', '/desk/telefoner'],
    [`/registrering/${uuid.toUpperCase()}.`, `/registrering/${uuid}`],
    ['/)', '/'],
    ['//', '/'],
  ])('%s is mended to %s', (damaged, page) => {
    expect(mendAddress(damaged).path).toBe(page)
  })

  it('keeps a query whose question mark was encoded or lost', () => {
    expect(mendAddress('/desk%3Fstatus=new')).toEqual({ path: '/desk', query: 'status=new' })
    expect(mendAddress('/desk&amp;status=new')).toEqual({ path: '/desk', query: 'status=new' })
  })

  it('without anything that can be read stays as it is, so that its page can say so', () => {
    for (const path of ['/v/%E0%A4%A', '/pins', '/%zz', '/missing.png', '/v/x.js', '/nowhere.']) {
      expect([path, mendAddress(path).path]).toEqual([path, path])
    }
  })

  it('is mended once: mending what is mended changes nothing', () => {
    const piece = fc.constantFrom(
      '/v/',
      '/desk',
      'NYVA26',
      'mine',
      '%',
      '%25',
      '2',
      'E',
      'ø',
      '.',
      '&',
      '?',
      ' ',
      '"',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 9 }),
        (pieces) => {
          const once = mendAddress(`/${pieces.join('')}`).path
          expect(mendAddress(once).path).toBe(once)
        },
      ),
    )
  })
})

describe('what answers an address', () => {
  it.each([
    ['/', 'walk'],
    ['/pins', 'walk'],
    ['/v/NYVA26.', 'walk'],
    ['/deskless', 'walk'],
    ['/desk.', 'desk'],
    ['/Desk', 'desk'],
    ['/desk/observations/1', 'desk'],
    ['/missing.png', undefined],
    ['/missing.png.', undefined],
    ['/mine.js', undefined],
    ['/v/x.js', undefined],
    ['/unknown.ending', undefined],
    ['/api', undefined],
    ['/api/nothing', undefined],
    ['//api/nothing', undefined],
    ['/tiles/x', undefined],
    ['/assets/gone', undefined],
    ['/.env', undefined],
  ])('at %s is %s', (path, page) => {
    expect(pageAt(path)).toBe(page)
  })
})
