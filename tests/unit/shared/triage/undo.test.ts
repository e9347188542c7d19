import { describe, expect, it } from 'vitest'
import { withoutPerson, withoutTexts } from '../../../../server/privacy/without-person.ts'
import type { AccountActor, Actor } from '../../../../shared/access/roles.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import { visibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { WalkContext } from '../../../../shared/sync/mutation-context.ts'
import { applyMutation, type KnownMutation } from '../../../../shared/sync/registry.ts'
import {
  actors,
  makeContext,
  makeObservation,
  someUuid,
} from '../../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../../support/oracles/rule-outcomes.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 9, 0, second)).toISOString()
const apply = (
  current: Observation,
  mutation: KnownMutation,
  context: Partial<WalkContext> = {},
) => {
  const now = context.now ?? at(0)
  return applyMutation(
    current,
    mutation,
    makeContext({
      actor: actors.coordinator,
      actorName: 'Kommunen',
      receivedAt: now,
      ...context,
      now,
    }),
  )
}

const undoOf = (current: Observation, changedAt = at(0)): KnownMutation => ({
  name: 'observation.undo@1',
  args: { observationId: current.id, changedAt },
})

const held = makeObservation({
  ...{ status: 'assigned', partyIds: ['road', 'police'], dueOn: '2026-12-01', heldSince: at(0) },
  receivedAt: at(0),
})
const target = { observationId: held.id }
const base = { partyIds: ['road', 'police'], dueOn: '2026-12-01' }
const inRoad = { actor: actors.official }

/** Every kind of change that the desk makes to one finding. */
const changes: [string, KnownMutation, Partial<WalkContext>?][] = [
  [
    'accepting',
    {
      name: 'observation.set-status@1',
      args: { ...target, base: 'assigned', status: 'accepted', text: 'Vi ser på det' },
    },
  ],
  [
    'refusing',
    {
      name: 'observation.set-status@1',
      args: {
        ...target,
        base: 'assigned',
        status: 'declined',
        reason: 'not-our-area',
        text: 'Nej',
      },
    },
  ],
  [
    'assigning to others',
    {
      name: 'observation.assign@2',
      args: { ...target, base, partyIds: ['police'], dueOn: '2026-12-24', reason: 'Efter aftale' },
    },
  ],
  [
    'giving a part back',
    {
      name: 'observation.give-back@1',
      args: {
        ...{ ...target, base: { partyIds: base.partyIds }, partyId: 'road' },
        ...({ reason: 'not-our-area', text: 'Statens vej' } as const),
      },
    },
    inRoad,
  ],
  [
    'awaiting a budget',
    {
      name: 'observation.await-budget@1',
      args: { ...target, base: 'assigned', text: 'Vi søger penge', plannedFor: '2027' },
    },
    inRoad,
  ],
  [
    'rewording',
    {
      name: 'observation.edit@1',
      args: { ...target, changes: { text: { base: held.text, value: 'Lampen er slukket' } } },
    },
  ],
  [
    'writing a comment',
    {
      name: 'observation.comment@1',
      args: { ...target, commentId: someUuid(), audience: 'internal', text: 'Ring til vejen' },
    },
  ],
  ['withdrawing', { name: 'observation.withdraw@1', args: { ...target, reason: 'Prøve' } }],
]

describe('taking back what was just saved', () => {
  it.each(changes)('%s gives back exactly what was there before', (_what, mutation, context) => {
    const { observation } = applied(apply(held, mutation, context))
    expect(observation).not.toEqual(held)
    const undone = applied(apply(observation, undoOf(observation), { ...context, now: at(9) }))
    expect(undone.observation).toEqual({ ...held, updatedAt: at(9) })
    expect(undone.event).toEqual({
      kind: 'undone',
      data: {
        from: { status: observation.status, partyIds: observation.partyIds },
        ...{ status: 'assigned', partyIds: ['road', 'police'] },
      },
    })
  })

  const accepted = () => applied(apply(held, changes[0]?.[1] ?? undoOf(held))).observation
  const other: AccountActor = { ...actors.coordinator, accountId: someUuid() }

  it('is for whoever saved it, once, and for a minute', () => {
    const overtaken = refusedWith('undo-overtaken')
    expect(apply(accepted(), undoOf(held), { actor: other, now: at(5) })).toEqual(overtaken)
    expect(apply(accepted(), undoOf(held, at(1)), { now: at(5) })).toEqual(overtaken)
    expect(apply(accepted(), undoOf(held), { now: at(60) }).ok).toBe(true)
    expect(apply(accepted(), undoOf(held), { now: at(61) })).toEqual(overtaken)
    const { observation } = applied(apply(accepted(), undoOf(held), { now: at(5) }))
    expect(apply(observation, undoOf(held), { now: at(6) })).toEqual(overtaken)
  })

  it.each<[string, Actor]>([
    ['a colleague', other],
    ['a walker', actors.walker],
  ])('is over once %s has added anything', (_who, actor) => {
    const said: KnownMutation = {
      name: 'observation.comment@1',
      args: { ...target, commentId: someUuid(), audience: 'public', text: 'Den blinker' },
    }
    const { observation } = applied(apply(accepted(), said, { actor, now: at(4) }))
    expect(observation.comments).toHaveLength(1)
    expect(apply(observation, undoOf(held), { now: at(5) })).toEqual(refusedWith('undo-overtaken'))
  })

  it('shows nobody what was there before, and only whoever saved it that it can be taken back', () => {
    const observation = accepted()
    for (const actor of [...Object.values(actors), other]) {
      const seen = visibleObservation(observation, actor)
      if (!seen) continue
      expect(seen).not.toHaveProperty('lastChange')
      const isOwn = actor.kind === 'account' && actor !== other
      expect(seen.undoableAt).toBe(isOwn ? at(0) : undefined)
    }
  })

  it('keeps nothing of what is deleted by name or by age', () => {
    for (const cleaned of [withoutPerson(accepted()), withoutTexts(accepted())]) {
      expect(cleaned).not.toHaveProperty('lastChange')
    }
  })
})
