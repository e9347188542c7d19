import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statuses, statusFamily } from '../../../../shared/observation/observation-status.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import { waitsByParty } from '../../../../shared/observation/promises/waits-by-party.ts'
import { waitsFor } from '../../../../shared/observation/promises/waits-for.ts'
import { makeObservation, someUuid } from '../../../support/fixtures/make-observation.ts'

const received = '2026-10-29T18:42:09.000Z'
const at = '2026-11-03T09:00:00.000Z'
const later = '2026-11-10T09:00:00.000Z'
const answered = (
  status: Observation['status'],
  changes: Partial<NonNullable<Observation['answer']>> = {},
) => ({ status, answer: { status, text: '', at, by: 'Vej og Park', ...changes } })
const held = { partyIds: ['road'], heldSince: '2026-11-01T09:00:00.000Z' }

describe('what a finding waits for', () => {
  it('is somebody to take it, from the day it was received, while no party has it', () => {
    expect(waitsFor(makeObservation())).toEqual({ for: 'owner', partyIds: [], since: received })
    expect(waitsFor(makeObservation({ status: 'reviewed' }))?.for).toBe('owner')
  })

  it('is an answer from its parties since they got it', () => {
    const wait = waitsFor(makeObservation({ status: 'assigned', ...held }))
    expect(wait).toEqual({ for: 'answer', partyIds: ['road'], since: held.heldSince })
  })

  it('is no moment where the history does not tell one', () => {
    const old = makeObservation({ status: 'assigned', partyIds: ['road'] })
    expect(waitsFor(old)?.since).toBeNull()
  })

  it('is the work of its parties since their answer, with the month of the plan', () => {
    const planned = makeObservation({ ...held, ...answered('planned', { plannedFor: '2027-03' }) })
    expect(waitsFor(planned)).toMatchObject({ for: 'work', since: at, plannedFor: '2027-03' })
    const begun = makeObservation({ ...held, ...answered('in-progress'), plannedFor: '2027-03' })
    expect(waitsFor(begun)).toMatchObject({ for: 'work', since: at, plannedFor: '2027-03' })
  })

  it('begins anew when other parties get it', () => {
    const handedOn = makeObservation({
      ...answered('in-progress'),
      ...{ partyIds: ['park'], heldSince: later },
    })
    expect(waitsFor(handedOn)).toMatchObject({ partyIds: ['park'], since: later })
  })

  it('is money where the party has said so, and only as long as that is its last word', () => {
    const waiting = makeObservation({
      ...held,
      ...answered('accepted', { awaits: 'budget', plannedFor: '2027' }),
      plannedFor: '2027',
    })
    expect(waitsFor(waiting)).toMatchObject({ for: 'budget', since: at, plannedFor: '2027' })
    expect(waitsFor({ ...waiting, status: 'in-progress' })?.for).toBe('work')
  })

  it('is an answer of its author after a question, and of whoever it was forwarded to', () => {
    expect(waitsFor(makeObservation({ ...held, ...answered('needs-info') }))).toMatchObject({
      ...{ for: 'author', since: at },
    })
    const forwarded = makeObservation({
      ...held,
      ...answered('forwarded', { recipient: 'Banedanmark' }),
    })
    expect(waitsFor(forwarded)).toMatchObject({
      ...{ for: 'recipient', recipient: 'Banedanmark', since: at },
    })
  })

  it('is the coordinator once somebody has said that it is not solved', () => {
    const comment = { id: someUuid(), audience: 'public', text: 'Stadig mørkt', by: 'Bo' } as const
    const reopened = makeObservation({
      ...held,
      ...answered('done'),
      status: 'reopened',
      comments: [{ ...comment, at: later, about: 'not-solved' }],
    })
    expect(waitsFor(reopened)).toMatchObject({ for: 'decision', since: later })
    expect(waitsFor(makeObservation({ ...held, ...answered('reopened') }))).toMatchObject({
      ...{ for: 'decision', since: at },
    })
  })

  it('is nothing for what is solved, closed, withdrawn or a good place, and something for all else', () => {
    fc.assert(
      fc.property(
        fc.record({
          status: fc.constantFrom(...statuses),
          isWithdrawn: fc.boolean(),
          category: fc.constantFrom('lys.slukket', 'god.plads', 'adf.ophold'),
          partyIds: fc.subarray(['road', 'park']),
        }),
        (changes) => {
          const wait = waitsFor(makeObservation(changes))
          const isOpen = statusFamily(changes.status) === 'open' && !changes.isWithdrawn
          expect(wait !== null).toBe(isOpen && changes.category !== 'god.plads')
          if (wait) expect(wait.partyIds).toEqual(changes.partyIds)
        },
      ),
    )
  })
})

describe('what each party has that waits', () => {
  it('counts a finding for each of its parties, the longest wait first, and nothing that others must do', () => {
    const findings = [
      makeObservation({ status: 'assigned', partyIds: ['road', 'park'], heldSince: later }),
      makeObservation({ status: 'assigned', partyIds: ['park'], heldSince: at }),
      makeObservation({ status: 'assigned', partyIds: ['police'] }),
      makeObservation({ ...answered('needs-info'), partyIds: ['road'] }),
      makeObservation({ ...answered('done'), partyIds: ['road'] }),
      makeObservation({ ...answered('forwarded', { recipient: 'NT' }), partyIds: ['park'] }),
      makeObservation(),
    ]
    expect(waitsByParty(findings)).toEqual([
      { partyId: 'park', findings: 3, since: at },
      { partyId: 'road', findings: 1, since: later },
      { partyId: 'police', findings: 1, since: null },
    ])
  })
})
