import { describe, expect, it } from 'vitest'
import { isPastRetention, walkStateOf } from '../../../client/features/me/walks/walk-waits.ts'
import type { Walk } from '../../../shared/walk/walk.ts'

const walk: Walk = {
  id: '0199a000-0000-7000-8000-000000000001',
  title: 'Aalborg Øst',
  startsAt: '2026-10-29T18:00:00.000Z',
  endsAt: '2026-10-29T20:00:00.000Z',
  phase: 'planned',
  isStanding: false,
  meetingPlace: null,
  area: [9.9, 57, 10, 57.1],
  route: [],
  stops: [],
}
const at = (time: string) => Date.parse(time)

describe('a walk in the list of my walks', () => {
  it('is planned, open, under way and ended, one after the other', () => {
    expect(walkStateOf(walk, at('2026-10-28T12:00:00Z'))).toBe('planned')
    expect(walkStateOf({ ...walk, phase: 'open' }, at('2026-10-28T12:00:00Z'))).toBe('open')
    expect(walkStateOf({ ...walk, phase: 'open' }, at('2026-10-29T19:00:00Z'))).toBe('running')
    expect(walkStateOf({ ...walk, phase: 'closed' }, at('2026-10-29T19:00:00Z'))).toBe('ended')
  })

  it('is approved for those who gather it, once its list is', () => {
    const approval = { at: '2026-10-29T22:00:00.000Z', by: 'Lone', findings: [], top: [] }
    const gathering = { approval, top: [] } as unknown as NonNullable<Walk['gathering']>
    const closed: Walk = { ...walk, phase: 'closed', gathering }
    expect(walkStateOf(closed, at('2026-10-30T19:00:00Z'))).toBe('approved')
  })

  it('says that names are deleted only once the months of the municipality have passed', () => {
    expect(isPastRetention(walk, 12, at('2027-10-29T19:59:00Z'))).toBe(false)
    expect(isPastRetention(walk, 12, at('2027-10-29T20:01:00Z'))).toBe(true)
    const always: Walk = { ...walk, startsAt: null, endsAt: null }
    expect(isPastRetention(always, 1, at('2040-01-01T00:00:00Z'))).toBe(false)
  })
})
