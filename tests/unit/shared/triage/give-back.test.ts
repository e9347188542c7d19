import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AccountActor } from '../../../../shared/access/roles.ts'
import { nextStatuses, statuses } from '../../../../shared/observation/observation-status.ts'
import { audienceOf, type Observation } from '../../../../shared/observation/observation.ts'
import { visibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { WalkContext } from '../../../../shared/sync/mutation-context.ts'
import { applyMutation, type MutationArgs } from '../../../../shared/sync/registry.ts'
import { actors, makeContext, makeObservation } from '../../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../../support/oracles/rule-outcomes.ts'

const now = '2026-11-20T09:00:00.000Z'
const contextOf = (changes: Partial<WalkContext> = {}) =>
  makeContext({
    actor: actors.official,
    actorName: 'Vej og Park',
    now,
    receivedAt: now,
    ...changes,
  })

const held = (changes: Partial<Observation> = {}) =>
  makeObservation({
    ...{ status: 'assigned', partyIds: ['road', 'police'], dueOn: '2026-12-01', heldSince: now },
    ...changes,
  })

const name = 'observation.give-back@1' as const
type Args = MutationArgs<typeof name>

const argsFor = ({ id, partyIds }: Observation) => ({
  ...{ observationId: id, base: { partyIds: [...partyIds] } },
  ...({ partyId: 'road', reason: 'not-our-area', text: 'Det er statens vej' } as const),
})

const giveBack = (
  current: Observation,
  args: Partial<Args> = {},
  context: Partial<WalkContext> = {},
) => applyMutation(current, { name, args: { ...argsFor(current), ...args } }, contextOf(context))

const setStatus = (
  current: Observation,
  args: Omit<MutationArgs<'observation.set-status@1'>, 'observationId' | 'base'>,
  actor: AccountActor,
) =>
  applyMutation(
    current,
    {
      name: 'observation.set-status@1',
      args: { observationId: current.id, base: current.status, ...args },
    },
    contextOf({ actor, actorName: actor === actors.police ? 'Politi' : 'Vej og Park' }),
  )

const decline = { status: 'declined', reason: 'not-our-area', text: 'Nej' } as const

describe('a party that does not have a finding', () => {
  it('gives its own part back, and the case of the others stays open with what they have answered', () => {
    const accepted = applied(setStatus(held(), { status: 'accepted' }, actors.police)).observation
    const { observation, event } = applied(giveBack(accepted))
    expect(observation).toMatchObject({
      ...{ status: 'accepted', partyIds: ['police'], dueOn: '2026-12-01', heldSince: now },
      answer: { by: 'Politi', partyId: 'police' },
      givenBack: [
        {
          ...{ partyId: 'road', reason: 'not-our-area', text: 'Det er statens vej' },
          ...{ by: 'Vej og Park', at: now },
        },
      ],
    })
    expect(event).toMatchObject({
      kind: 'given-back',
      data: { from: { partyIds: ['road', 'police'] }, partyIds: ['police'], partyId: 'road' },
    })
    const done = setStatus(observation, { status: 'done', on: '2026-11-19' }, actors.police)
    expect(applied(done).observation.status).toBe('done')
  })

  it('takes its own answer and plan along, so that the others are asked anew', () => {
    const plan = { status: 'planned', plannedFor: '2027-03', text: 'Snart' } as const
    const planned = applied(setStatus(held(), plan, actors.official)).observation
    const { observation } = applied(giveBack(planned))
    expect(observation).toMatchObject({ status: 'assigned', partyIds: ['police'], answer: null })
    expect(observation.plannedFor).toBeNull()
    expect(observation.movedDates).toMatchObject([{ of: 'plan', from: '2027-03', to: null }])
  })

  it('knows an answer of before by its signature', () => {
    const answer = { status: 'accepted' as const, text: '', at: now, by: 'Vej og Park' }
    const { observation } = applied(giveBack(held({ status: 'accepted', answer })))
    expect(observation.status).toBe('assigned')
  })

  it('leaves it to nobody when it was the only one: it waits for the coordinator, with its deadline', () => {
    const { observation } = applied(giveBack(held({ partyIds: ['road'] })))
    expect(observation).toMatchObject({ status: 'reviewed', partyIds: [], dueOn: '2026-12-01' })
    expect(observation.heldSince).toBeUndefined()
    const again = { observationId: observation.id, partyIds: ['police'], dueOn: '2026-12-01' }
    const base = { partyIds: [], dueOn: '2026-12-01' }
    const context = contextOf({ actor: actors.coordinator, actorName: 'Koordinator' })
    const outcome = applyMutation(
      observation,
      { name: 'observation.assign@2', args: { ...again, base } },
      context,
    )
    expect(applied(outcome).observation).toMatchObject({
      status: 'assigned',
      givenBack: [{ partyId: 'road' }],
    })
  })

  it('says why in words, and for a reason', () => {
    expect(giveBack(held(), { text: ' ' })).toMatchObject(refusedWith('needs-text'))
    const current = held()
    const { reason: _, ...args } = argsFor(current)
    const outcome = applyMutation(current, { name, args }, contextOf())
    expect(outcome).toMatchObject(refusedWith('needs-reason'))
  })

  it('says it for itself alone, of what is open, and of the parties that it saw', () => {
    expect(giveBack(held(), { partyId: 'police' })).toMatchObject(refusedWith('not-allowed'))
    expect(giveBack(held(), {}, { actor: actors.coordinator })).toMatchObject(
      refusedWith('not-allowed'),
    )
    expect(giveBack(held(), {}, { actor: actors.walker })).toMatchObject(refusedWith('not-allowed'))
    expect(giveBack(held(), { base: { partyIds: ['road'] } })).toMatchObject(refusedWith('stale'))
    expect(giveBack(held({ status: 'done' }))).toMatchObject(refusedWith('status-step'))
    expect(giveBack(held({ isWithdrawn: true }))).toMatchObject(
      refusedWith('observation-withdrawn'),
    )
  })

  it('is named to officials, and not to the people who walked', () => {
    const { observation } = applied(giveBack(held()))
    expect(visibleObservation(observation, actors.police)?.givenBack).toHaveLength(1)
    expect(visibleObservation(observation, actors.coordinator)?.givenBack).toHaveLength(1)
    for (const walker of [actors.walker, actors.otherWalker, actors.leader])
      expect(JSON.stringify(visibleObservation(observation, walker))).not.toContain('statens vej')
  })
})

describe('a refusal that closes the case', () => {
  it('is taken by the coordinator, and by a party that has it alone', () => {
    expect(applied(setStatus(held(), decline, actors.coordinator)).observation.status).toBe(
      'declined',
    )
    const alone = held({ partyIds: ['road'] })
    expect(applied(setStatus(alone, decline, actors.official)).observation.status).toBe('declined')
  })

  it('is not taken by one of several parties', () => {
    expect(setStatus(held(), decline, actors.official)).toMatchObject(refusedWith('not-allowed'))
    const audience = audienceOf(held())
    expect(nextStatuses(actors.official, audience, 'assigned')).not.toContain('declined')
    expect(nextStatuses(actors.coordinator, audience, 'assigned')).toContain('declined')
  })
})

describe('responsibility', () => {
  it('is always with a party or with the coordinator, whoever gives back what in whatever order', () => {
    const open = statuses.filter(
      (status) => !['done', 'verified', 'declined', 'duplicate'].includes(status),
    )
    const parties = { road: actors.official, police: actors.police }
    const steps = fc.array(fc.constantFrom('road' as const, 'police' as const), { maxLength: 6 })
    fc.assert(
      fc.property(fc.constantFrom(...open), steps, (status, order) => {
        let current = held({ status })
        for (const partyId of order) {
          const outcome = giveBack(current, { partyId }, { actor: parties[partyId] })
          const before = current.partyIds
          if (outcome.ok) current = applied(outcome).observation
          expect(outcome.ok).toBe(before.includes(partyId))
          expect(current.partyIds).toEqual(
            outcome.ok ? before.filter((id) => id !== partyId) : before,
          )
          expect(current.partyIds.length > 0 || current.status === 'reviewed').toBe(true)
        }
        expect(current.givenBack ?? []).toHaveLength(2 - current.partyIds.length)
      }),
    )
  })
})
