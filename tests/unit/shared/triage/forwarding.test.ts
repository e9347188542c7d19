import { describe, expect, it } from 'vitest'
import type { ObservationArgs } from '../../../../shared/observation/mutation-schemas.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import { waitsByParty } from '../../../../shared/observation/promises/waits-by-party.ts'
import { isLateAs } from '../../../../shared/observation/promises/late.ts'
import { applyToObservation } from '../../../../shared/observation/triage/mutations.ts'
import { problemsIn } from '../../../../shared/problem.ts'
import type { WalkContext } from '../../../../shared/sync/mutation-context.ts'
import { actors, makeContext, makeObservation } from '../../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../../support/oracles/rule-outcomes.ts'

const recipient = 'Banedanmark'
const held = (changes: Partial<Observation> = {}) =>
  makeObservation({ status: 'assigned', partyIds: ['road'], dueOn: '2026-12-01', ...changes })

const contextOf = (context: Partial<WalkContext>) =>
  makeContext({ actor: actors.coordinator, actorName: 'Tryg Aalborg', ...context })

function forward(
  current: Observation,
  changes: Partial<ObservationArgs<'observation.forward@1'>> = {},
  context: Partial<WalkContext> = {},
) {
  const { id: observationId, status, partyIds, dueOn } = current
  const base = { status, partyIds: [...partyIds], dueOn }
  const args = { observationId, base, recipient, partyIds: ['road'], dueOn: '2026-12-20' }
  const change = { name: 'observation.forward@1', args: { ...args, ...changes } } as const
  return applyToObservation(current, change, contextOf(context))
}

/** As a client of before does it. */
const setForwarded = (current: Observation, context: Partial<WalkContext> = {}) => {
  const { id: observationId, status: base } = current
  const args = { observationId, base, status: 'forwarded', recipient } as const
  return applyToObservation(current, { name: 'observation.set-status@1', args }, contextOf(context))
}

describe('a finding that is sent on', () => {
  it('has a party that keeps an eye on it and a day on which it asks', () => {
    const outcome = forward(makeObservation(), { partyIds: ['park'], reference: 'B-7' })
    const { observation, event } = applied(outcome)
    expect(observation).toMatchObject({
      ...{ status: 'forwarded', partyIds: ['park'], dueOn: '2026-12-20' },
      answer: { status: 'forwarded', recipient, reference: 'B-7', by: 'Tryg Aalborg' },
      heldSince: '2026-10-29T19:00:00.000Z',
    })
    expect(event).toMatchObject({
      kind: 'status-set',
      data: { from: 'received', status: 'forwarded', partyIds: ['park'], dueOn: '2026-12-20' },
    })
  })

  it('is refused without anybody who follows it up, and without a day', () => {
    const nothing = { recipient: ' ', partyIds: [], dueOn: null }
    expect(problemsIn(forward(held(), nothing)).map(({ code }) => code)).toEqual([
      ...['needs-recipient', 'needs-party', 'needs-date'],
    ])
    const unknown = refusedWith('unknown-party', { party: 'nobody' })
    expect(forward(held(), { partyIds: ['nobody'] })).toEqual(unknown)
  })

  it('stays with its parties where an official sends it on', () => {
    const context = { actor: actors.official }
    expect(applied(forward(held(), {}, context)).observation.partyIds).toEqual(['road'])
    const other = forward(held(), { partyIds: ['park'] }, context)
    expect(other).toEqual(refusedWith('not-allowed'))
  })

  it('keeps the deadline that stood among the dates that moved', () => {
    const { observation } = applied(forward(held(), { text: 'Perronen er banens' }))
    const move = { of: 'due', from: '2026-12-01', to: '2026-12-20', reason: 'Perronen er banens' }
    expect(observation.movedDates).toMatchObject([move])
    expect(applied(forward(held(), { dueOn: '2026-12-01' })).observation.movedDates).toBe(undefined)
  })

  it('tells whoever sends it on that party or date are not as they were', () => {
    const base = { status: 'assigned', partyIds: ['park'], dueOn: '2026-12-01' } as const
    const stale = refusedWith('stale', { parties: 'road' })
    expect(forward(held(), { base: { ...base, partyIds: ['park'] } })).toEqual(stale)
  })

  it('waits on its party’s table and is late there once the day has passed', () => {
    const { observation } = applied(forward(makeObservation(), { partyIds: ['park'] }))
    expect(waitsByParty([observation])).toMatchObject([{ partyId: 'park', findings: 1 }])
    const moment = { today: '2026-12-21', nowMs: Date.parse('2026-12-21T09:00:00Z') }
    expect(isLateAs(observation, 'overdue', moment)).toBe(true)
  })
})

describe('a finding that a client of before sends on, which names nobody', () => {
  it('stays with its parties and its date', () => {
    const { observation } = applied(setForwarded(held()))
    expect(observation).toMatchObject({ partyIds: ['road'], dueOn: '2026-12-01' })
  })

  it('goes to the sender’s own party and gets a day four weeks later', () => {
    const actor = { ...actors.coordinator, partyIds: ['park'] }
    const { observation } = applied(setForwarded(makeObservation(), { actor }))
    // The context's day is 29 October 2026.
    expect(observation).toMatchObject({ partyIds: ['park'], dueOn: '2026-11-26' })
  })

  it('stays with those that nobody has where the sender has no party', () => {
    const { observation } = applied(setForwarded(makeObservation()))
    const nowMs = Date.parse('2026-11-20T09:00:00Z')
    const received = { ...observation, receivedAt: '2026-11-01T09:00:00.000Z' }
    expect(isLateAs(received, 'unowned', { today: '2026-11-20', nowMs })).toBe(true)
  })
})
