import { describe, expect, it } from 'vitest'
import { statuses, statusFamily } from '../../../../shared/observation/observation-status.ts'
import type { Answer } from '../../../../shared/observation/observation.ts'
import { isLateAs } from '../../../../shared/observation/promises/late.ts'
import {
  isNothingMissing,
  missingAnswers,
} from '../../../../shared/observation/promises/missing-answers.ts'
import { makeObservation } from '../../../support/fixtures/make-observation.ts'

const nowMs = Date.parse('2026-11-20T09:00:00Z')
const moment = { nowMs, today: '2026-11-20' }

describe('a finding that is late', () => {
  it('is overdue from the day after its deadline', () => {
    const due = (dueOn: string | null) => makeObservation({ status: 'assigned', dueOn })
    expect(isLateAs(due('2026-11-19'), 'overdue', moment)).toBe(true)
    expect(isLateAs(due('2026-11-20'), 'overdue', moment)).toBe(false)
    expect(isLateAs(due(null), 'overdue', moment)).toBe(false)
  })

  it('is nobody’s when it had no party for more than a week', () => {
    const since = (receivedAt: string, partyIds: string[] = []) =>
      makeObservation({ receivedAt, partyIds })
    expect(isLateAs(since('2026-11-13T08:59:59.999Z'), 'unowned', moment)).toBe(true)
    expect(isLateAs(since('2026-11-13T09:00:00.000Z'), 'unowned', moment)).toBe(false)
    expect(isLateAs(since('2026-11-01T09:00:00.000Z', ['road']), 'unowned', moment)).toBe(false)
    const forwarded = makeObservation({ status: 'forwarded', receivedAt: '2026-11-01T09:00:00Z' })
    expect(isLateAs(forwarded, 'unowned', moment)).toBe(true)
    expect(isLateAs({ ...forwarded, partyIds: ['road'] }, 'unowned', moment)).toBe(false)
  })

  it('is never solved, closed or a good place', () => {
    const old = { dueOn: '2026-11-01', receivedAt: '2026-10-01T09:00:00.000Z' }
    for (const status of statuses) {
      const isOpen = statusFamily(status) === 'open'
      const one = makeObservation({ ...old, status })
      expect(isLateAs(one, 'overdue', moment)).toBe(isOpen)
      expect(isLateAs({ ...one, category: 'god.plads' }, 'overdue', moment)).toBe(false)
      expect(isLateAs({ ...one, category: 'god.plads' }, 'unowned', moment)).toBe(false)
    }
  })
})

describe('what is missing before people can hear what came of their findings', () => {
  const answer = (status: Answer['status'], more: Partial<Answer> = {}) => ({
    status,
    answer: { status, text: '', at: '2026-11-03T09:00:00.000Z', by: 'Vej', ...more },
  })

  it('counts open findings without owner, answer and date; a question is no answer', () => {
    const findings = [
      makeObservation(),
      makeObservation({ status: 'assigned', partyIds: ['road'], dueOn: '2026-12-01' }),
      makeObservation({ ...answer('needs-info'), partyIds: ['road'], dueOn: '2026-12-01' }),
      makeObservation({ ...answer('planned', { plannedFor: '2027-03' }), partyIds: ['road'] }),
      makeObservation({ ...answer('forwarded', { recipient: 'NT' }), dueOn: '2026-12-01' }),
    ]
    expect(missingAnswers(findings)).toEqual({ withoutOwner: 2, withoutAnswer: 3, withoutDate: 1 })
  })

  it('counts nothing that is solved, closed, withdrawn or a good place', () => {
    const missing = missingAnswers([
      makeObservation(answer('done')),
      makeObservation(answer('declined')),
      makeObservation({ status: 'duplicate' }),
      makeObservation({ isWithdrawn: true }),
      makeObservation({ category: 'god.plads' }),
    ])
    expect(isNothingMissing(missing)).toBe(true)
  })
})
