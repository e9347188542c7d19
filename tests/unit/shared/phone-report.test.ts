import { describe, expect, it } from 'vitest'
import { heldParts, phoneReport, sortReports } from '../../../shared/walk/phone-report.ts'

const walk = { startsAt: '2026-10-29T18:30:00.000Z', endsAt: '2026-10-29T20:30:00.000Z' }
const emptyPhone = {
  toldAt: '2026-10-29T20:30:00.000Z' as string | null,
  unsent: { drafts: 0, photos: 0, refused: 0 } as {
    drafts: number
    photos: number
    refused: number
  } | null,
  ...{ waiting: 0, lost: 0, unexplained: 0, waitingPhotos: 0, missingPhotos: 0 },
}

describe('what may be said of a phone whose walk is over', () => {
  it.each<[string, Partial<typeof emptyPhone>, string]>([
    ['that said it was empty at the very end', {}, 'empty'],
    ['that said it was empty a second before', { toldAt: '2026-10-29T20:29:59.000Z' }, 'unknown'],
    ['that never said anything', { toldAt: null, unsent: null }, 'unknown'],
    ['of an app that cannot say everything', { unsent: null }, 'unknown'],
    ['with a number that did not arrive', { unexplained: 1 }, 'holds'],
    ['with something begun', { unsent: { drafts: 1, photos: 0, refused: 0 } }, 'holds'],
    ['with a photo', { unsent: { drafts: 0, photos: 1, refused: 0 } }, 'holds'],
    ['with something to mend', { unsent: { drafts: 0, photos: 0, refused: 1 } }, 'holds'],
    ['with a photo under way', { waitingPhotos: 1 }, 'holds'],
    ['with a photo that is late', { missingPhotos: 1 }, 'holds'],
    ['that has lost something', { lost: 1, toldAt: null }, 'holds'],
  ])('of one %s is what its last report proves', (_, change, report) => {
    expect(phoneReport({ ...emptyPhone, ...change }, walk)).toBe(report)
  })

  it('is never that it is empty on a walk without an end, and six hours count for one that names none', () => {
    expect(phoneReport(emptyPhone, { startsAt: null, endsAt: null })).toBe('unknown')
    const open = { startsAt: walk.startsAt, endsAt: null }
    expect(phoneReport(emptyPhone, open)).toBe('unknown')
    expect(phoneReport({ ...emptyPhone, toldAt: '2026-10-30T00:30:00.000Z' }, open)).toBe('empty')
  })

  it('is sorted by what is known, with the oldest word of the empty ones', () => {
    const late = { ...emptyPhone, toldAt: '2026-10-29T21:00:00.000Z' }
    const silent = { ...emptyPhone, toldAt: null }
    const holding = { ...emptyPhone, waiting: 2 }
    expect(sortReports([late, silent, holding, emptyPhone], walk)).toEqual({
      holding: [holding],
      unknown: [silent],
      empty: [late, emptyPhone],
      emptySince: emptyPhone.toldAt,
    })
    expect(sortReports([], walk).emptySince).toBeNull()
  })
})

it('photos that the server waits for are not counted a second time among those on the phone', () => {
  const unsent = { drafts: 0, photos: 3, refused: 0 }
  expect(heldParts({ ...emptyPhone, unsent, waitingPhotos: 1, missingPhotos: 1 })).toEqual([
    { part: 'heldPhotos', count: 1 },
    { part: 'waitingPhotos', count: 1 },
    { part: 'missingPhotos', count: 1 },
  ])
})
