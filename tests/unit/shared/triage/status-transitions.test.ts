import { describe, expect, it } from 'vitest'
import { applyToObservation } from '../../../../shared/observation/triage/mutations.ts'
import {
  isStep,
  mayStep,
  nextStatuses,
  statuses,
  type ObservationStatus,
} from '../../../../shared/observation/observation-status.ts'
import { audienceOf } from '../../../../shared/observation/observation.ts'
import { applied } from '../../../support/oracles/rule-outcomes.ts'
import type { ObservationArgs } from '../../../../shared/observation/mutation-schemas.ts'
import {
  actors,
  makeContext,
  makeObservation,
  someUuid,
} from '../../../support/fixtures/make-observation.ts'

/**
 * The column "Who sets" of domain.md §9, read as: who may ever bring an observation INTO a status. W walker,
 * L leader or recorder, O official of an assigned party, C coordinator (who takes officials' steps too).
 */
const whoSets: Record<ObservationStatus, string> = {
  received: '',
  reviewed: 'LC',
  'needs-info': 'OC',
  assigned: 'C',
  accepted: 'OC',
  planned: 'OC',
  'in-progress': 'OC',
  done: 'OC',
  verified: 'WLC',
  declined: 'OC',
  forwarded: 'OC',
  duplicate: 'LOC',
  reopened: 'LC',
}

/** Where each status may lead; written out again by hand, so that a slip in the table of the code shows. */
const leadsTo: Record<ObservationStatus, string> = {
  received: 'reviewed assigned needs-info declined forwarded duplicate',
  reviewed: 'assigned needs-info declined forwarded duplicate',
  'needs-info': 'reviewed assigned accepted declined forwarded duplicate',
  assigned: 'accepted planned in-progress done needs-info declined forwarded duplicate',
  accepted: 'planned in-progress done needs-info declined forwarded duplicate',
  planned: 'in-progress done needs-info declined forwarded',
  'in-progress': 'planned done needs-info declined',
  done: 'verified reopened',
  verified: 'reopened',
  declined: 'reopened',
  forwarded: 'accepted planned in-progress done declined reopened',
  duplicate: 'reopened',
  reopened: 'reviewed assigned needs-info accepted declined forwarded duplicate',
}

const people = {
  W: actors.walker,
  L: actors.leader,
  O: actors.official,
  C: actors.coordinator,
}

const pairs = statuses.flatMap((from) => statuses.map((to) => ({ from, to })))
const isListed = ({ from, to }: { from: ObservationStatus; to: ObservationStatus }) =>
  leadsTo[from].split(' ').includes(to)

/** Everything any step may need, so that only the table decides. */
const withEverything = (
  base: ObservationStatus,
  status: ObservationStatus,
): ObservationArgs<'observation.set-status@1'> => ({
  observationId: someUuid(),
  base,
  status,
  text: 'Vi ser på det',
  reason: 'by-design',
  plannedFor: '2027-03',
  on: '2026-11-12',
  recipient: 'Vejdirektoratet',
  duplicateOf: someUuid(),
})

describe('the transition table of domain.md §9', () => {
  it.each(pairs)('$from -> $to is a step exactly when the handbook says so', ({ from, to }) => {
    expect(isStep(from, to)).toBe(isListed({ from, to }))
  })

  it.each(pairs.filter(isListed))('$from -> $to is taken by those who set it', ({ from, to }) => {
    const current = makeObservation({ status: from, partyIds: ['road'], dueOn: '2026-12-01' })
    for (const [letter, actor] of Object.entries(people)) {
      const may = whoSets[to].includes(letter)
      // A leader merges before work starts; once a party has accepted, duplicates are the party's to close.
      const isLate = letter === 'L' && to === 'duplicate' && from === 'accepted'
      const outcome = applyToObservation(
        current,
        { name: 'observation.set-status@1', args: withEverything(from, to) },
        makeContext({ actor }),
      )
      expect([letter, outcome.ok]).toEqual([letter, may && !isLate])
      if (outcome.ok) expect(applied(outcome).observation.status).toBe(to)
      else expect(outcome.problem.code).toBe('not-allowed')
    }
  })

  it.each(pairs.filter((pair) => !isListed(pair)))(
    'D5: $from -> $to changes nothing and tells the present status',
    ({ from, to }) => {
      const current = makeObservation({ status: from, partyIds: ['road'], dueOn: '2026-12-01' })
      const outcome = applyToObservation(
        current,
        { name: 'observation.set-status@1', args: withEverything(from, to) },
        makeContext({ actor: actors.coordinator }),
      )
      expect(outcome).toEqual({
        ok: false,
        problem: { code: 'status-step', detail: { status: from } },
      })
    },
  )

  it('lets officials act on what their own party is assigned only', () => {
    const audience = audienceOf(makeObservation({ status: 'assigned', partyIds: ['road'] }))
    const step = { from: 'assigned', to: 'accepted' } as const
    expect(mayStep(actors.official, audience, step)).toBe(true)
    expect(mayStep(actors.police, audience, step)).toBe(false)
  })

  it('gives viewers, admins and effort owners no step at all', () => {
    const audience = audienceOf(makeObservation({ partyIds: ['road'] }))
    for (const actor of [actors.viewer, actors.admin, actors.effortOwner]) {
      for (const from of statuses) expect(nextStatuses(actor, audience, from)).toEqual([])
    }
  })

  it('lets every status be left or reached, so that no observation is stuck for ever', () => {
    for (const status of statuses) {
      const hasWayOut = statuses.some((to) => isStep(status, to))
      const hasWayIn = status === 'received' || statuses.some((from) => isStep(from, status))
      expect([status, hasWayOut, hasWayIn]).toEqual([status, true, true])
    }
  })
})
