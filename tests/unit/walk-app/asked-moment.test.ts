import { describe, expect, it } from 'vitest'
import { areaAnswer, askedMoment } from '../../../client/features/walk/area/asked-moment.ts'
import type { OwnAnswer } from '../../../client/local/answers/answer-storage.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'

const walk: Walk = {
  ...{ id: someUuid(), title: 'Aften', phase: 'open', isStanding: false, meetingPlace: null },
  ...{ startsAt: '2026-10-29T18:00:00.000Z', endsAt: '2026-10-29T20:00:00.000Z' },
  ...{ area: [9.9, 57, 9.95, 57.05], route: [], stops: [] },
}
const at = (time: string) => Date.parse(`2026-10-29T${time}:00.000Z`)
const sent = { id: someUuid(), delivery: 'on-phone', problem: null, receivedAt: null } as const
const rating: OwnAnswer = {
  ...{ ...sent, kind: 'stop', stopId: someUuid() },
  answers: { feeling: 2, alone: null, reasons: [], isSkipped: false },
}
const asked = (changes: Partial<Parameters<typeof askedMoment>[0]> = {}) =>
  askedMoment({ walk, own: [], isClosedHere: false, now: at('17:00'), ...changes })

describe('the questions about the area', () => {
  it('are asked until the first stop is rated, also of those who join when the walk has begun', () => {
    expect(asked()).toBe('before')
    expect(asked({ now: at('18:10') })).toBe('before')
    expect(asked({ now: at('18:10'), own: [rating] })).toBeNull()
    expect(asked({ own: [{ ...rating, delivery: 'refused' }] })).toBe('before')
  })

  it('are asked again when the walk is over: by its time, by its leader, and on the phone that has just ended it', () => {
    const own = [rating]
    expect(asked({ own, now: at('20:01') })).toBe('after')
    expect(asked({ own, walk: { ...walk, phase: 'closed' }, now: at('19:00') })).toBe('after')
    expect(asked({ own, isClosedHere: true, now: at('19:00') })).toBe('after')
    const begun = { ...walk, startedAt: '2026-10-29T18:20:00.000Z' }
    expect(asked({ own, walk: begun, now: at('20:01') })).toBeNull()
  })

  it('are not asked where nobody walks together', () => {
    expect(asked({ walk: { ...walk, startsAt: null, endsAt: null } })).toBeNull()
  })

  it('show what was answered at the same moment, and not what was refused', () => {
    const answers = { dark: 6, day: 2, avoids: true, trust: 3 }
    const before: OwnAnswer = { ...sent, kind: 'area', moment: 'before', answers }
    expect(areaAnswer([rating, before], 'before')).toEqual(answers)
    expect(areaAnswer([before], 'after')).toBeUndefined()
    expect(areaAnswer([{ ...before, delivery: 'refused' }], 'before')).toBeUndefined()
  })
})
