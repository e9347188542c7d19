import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../../shared/observation/observation.ts'
import { visibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { WalkContext } from '../../../../shared/sync/mutation-context.ts'
import { applyMutation, type KnownMutation } from '../../../../shared/sync/registry.ts'
import { actors, makeContext, makeObservation } from '../../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../../support/oracles/rule-outcomes.ts'

const now = '2026-11-20T09:00:00.000Z'
const by = 'Vej og Park'
const act = (current: Observation, mutation: KnownMutation, context: Partial<WalkContext> = {}) =>
  applyMutation(
    current,
    mutation,
    makeContext({ actor: actors.official, actorName: by, now, receivedAt: now, ...context }),
  )

const assigned = (changes: Partial<Observation> = {}) =>
  makeObservation({ status: 'assigned', partyIds: ['road'], dueOn: '2026-12-01', ...changes })

const budget = (
  current: Observation,
  { base = current.status, text = 'Byrådet ser på det', ...rest }: Partial<Budget> = {},
) => ({
  name: 'observation.await-budget@1' as const,
  args: { observationId: current.id, base, text, ...rest },
})
interface Budget {
  base: Observation['status']
  text: string
  plannedFor: string
}

const planned = (plannedFor = '2027-03'): Observation => {
  const args = { base: 'assigned', status: 'planned', plannedFor, text: 'Snart' } as const
  const current = assigned()
  return applied(
    act(current, {
      name: 'observation.set-status@1',
      args: { observationId: current.id, ...args },
    }),
  ).observation
}

const move = (
  current: Observation,
  args: { base: string; plannedFor: string; reason: string },
) => ({
  name: 'observation.move-plan@1' as const,
  args: { observationId: current.id, ...args },
})

describe('waiting for money', () => {
  it('is an answer that old clients read as accepted, with words and the year of the money', () => {
    const current = assigned()
    const { observation, event } = applied(act(current, budget(current, { plannedFor: '2027' })))
    expect(observation).toMatchObject({
      status: 'accepted',
      answer: { status: 'accepted', awaits: 'budget', plannedFor: '2027', at: now, by },
      plannedFor: '2027',
    })
    expect(event).toMatchObject({
      kind: 'status-set',
      data: { from: 'assigned', status: 'accepted', awaits: 'budget' },
    })
  })

  it('needs words for the people who walked', () => {
    const current = assigned()
    for (const text of ['', '   '])
      expect(act(current, budget(current, { text }))).toEqual(refusedWith('needs-text'))
    expect(act(current, budget(current, { text: 'a\u0000' }))).toEqual(
      refusedWith('unreadable-text'),
    )
  })

  it('takes a promised month away where it names no other, and says so', () => {
    const before = planned()
    const { observation } = applied(act(before, budget(before, { text: 'Pengene er væk' })))
    expect(observation.movedDates).toEqual([
      { of: 'plan', from: '2027-03', to: null, reason: 'Pengene er væk', by, at: now },
    ])
  })

  it('is refused from a stale screen, before a party has it, and after the case is closed', () => {
    const current = assigned()
    expect(act(current, budget(current, { base: 'planned' }))).toEqual(
      refusedWith('stale', { status: 'assigned' }),
    )
    const context = { actor: actors.coordinator }
    for (const status of [
      'received',
      'reviewed',
      'done',
      'verified',
      'declined',
      'duplicate',
    ] as const) {
      const other = makeObservation({ status })
      expect(act(other, budget(other), context)).toEqual(refusedWith('status-step', { status }))
    }
  })
})

describe('a plan that moves', () => {
  it('keeps the month that was promised, who moved it and why', () => {
    const before = planned()
    const args = { base: '2027-03', plannedFor: '2027-05', reason: 'Frost i jorden' }
    const { observation, event } = applied(act(before, move(before, args)))
    expect(observation).toMatchObject({
      status: 'planned',
      plannedFor: '2027-05',
      answer: { status: 'planned', plannedFor: '2027-05', text: 'Frost i jorden' },
      movedDates: [
        { of: 'plan', from: '2027-03', to: '2027-05', reason: 'Frost i jorden', by, at: now },
      ],
    })
    expect(event).toMatchObject({ kind: 'status-set', data: { plannedFor: '2027-05' } })
    const again = { base: '2027-05', plannedFor: '2027-09', reason: 'Udbud' }
    const twice = applied(act(observation, move(observation, again))).observation
    expect(twice.movedDates?.map(({ from, to }) => [from, to])).toEqual([
      ['2027-03', '2027-05'],
      ['2027-05', '2027-09'],
    ])
  })

  it('is seen by the people who walked', () => {
    const before = planned()
    const args = { base: '2027-03', plannedFor: '2027-05', reason: 'Frost i jorden' }
    const { observation } = applied(act(before, move(before, args)))
    expect(visibleObservation(observation, actors.otherWalker)?.movedDates).toHaveLength(1)
  })

  it('needs a reason, another month, and the month that stands', () => {
    const before = planned()
    const args = { base: '2027-03', plannedFor: '2027-05', reason: 'Frost' }
    expect(act(before, move(before, { ...args, reason: ' ' }))).toEqual(
      refusedWith('needs-text', { field: 'reason' }),
    )
    expect(act(before, move(before, { ...args, plannedFor: '2027-03' }))).toEqual(
      refusedWith('needs-date'),
    )
    expect(act(before, move(before, { ...args, base: '2027-02' }))).toEqual(
      refusedWith('stale', { status: 'planned' }),
    )
    const unplanned = assigned()
    expect(act(unplanned, move(unplanned, args))).toEqual(
      refusedWith('status-step', { status: 'assigned' }),
    )
  })

  it('moves too when work began and another month is promised afterwards', () => {
    const before = planned()
    const step = (current: Observation, status: 'in-progress' | 'planned', more = {}) =>
      applied(
        act(current, {
          name: 'observation.set-status@1',
          args: { observationId: current.id, base: current.status, status, ...more },
        }),
      ).observation
    const begun = step(before, 'in-progress')
    expect(begun.plannedFor).toBe('2027-03')
    const later = step(begun, 'planned', { plannedFor: '2027-06' })
    expect(later.movedDates).toMatchObject([{ of: 'plan', from: '2027-03', to: '2027-06' }])
  })

  it('has come true when the work is done: nothing has moved', () => {
    const before = planned()
    const args = { base: 'planned', status: 'done', on: '2026-11-20' } as const
    const { observation } = applied(
      act(before, {
        name: 'observation.set-status@1',
        args: { observationId: before.id, ...args },
      }),
    )
    expect(observation.plannedFor).toBeNull()
    expect(observation.movedDates).toBeUndefined()
  })
})

describe('a deadline that moves', () => {
  const assign = (
    current: Observation,
    version: 1 | 2,
    { dueOn = '2027-02-01', partyIds = ['road'], ...rest }: Assigning = {},
  ): KnownMutation => {
    const base = { partyIds: [...current.partyIds], dueOn: current.dueOn }
    const args = { observationId: current.id, base, partyIds, dueOn }
    return version === 1
      ? { name: 'observation.assign@1', args }
      : { name: 'observation.assign@2', args: { ...args, ...rest } }
  }
  interface Assigning {
    dueOn?: string
    partyIds?: string[]
    reason?: string
  }
  const coordinator = { actor: actors.coordinator, actorName: 'Tryg Aalborg' }

  it('needs a reason, and keeps the old day, who moved it and why', () => {
    const current = assigned()
    expect(act(current, assign(current, 2), coordinator)).toEqual(
      refusedWith('needs-text', { field: 'reason' }),
    )
    const { observation, event } = applied(
      act(current, assign(current, 2, { reason: ' Frost ' }), coordinator),
    )
    expect(observation.movedDates).toEqual([
      {
        ...{ of: 'due', from: '2026-12-01', to: '2027-02-01' },
        ...{ reason: 'Frost', by: 'Tryg Aalborg', at: now },
      },
    ])
    expect(event.data).toMatchObject({ text: 'Frost', dueOn: '2027-02-01' })
  })

  it('is kept without a reason when an old client moves it', () => {
    const current = assigned()
    const { observation } = applied(act(current, assign(current, 1), coordinator))
    expect(observation.movedDates).toMatchObject([{ from: '2026-12-01', reason: '' }])
  })

  it('is none when it is set for the first time or stays', () => {
    const fresh = makeObservation()
    const set = applied(act(fresh, assign(fresh, 2), coordinator)).observation
    expect(set).toMatchObject({ status: 'assigned', heldSince: now, dueOn: '2027-02-01' })
    expect(set.movedDates).toBeUndefined()
    const same = assign(set, 2, { partyIds: ['park'], reason: 'Uden betydning' })
    const handedOn = applied(
      act(set, same, { ...coordinator, now: '2026-11-25T09:00:00.000Z' }),
    ).observation
    expect(handedOn.movedDates).toBeUndefined()
    expect(handedOn.heldSince).toBe('2026-11-25T09:00:00.000Z')
  })

  it('does not begin the wait for its party anew', () => {
    const current = assigned({ heldSince: '2026-11-01T09:00:00.000Z' })
    const { observation } = applied(
      act(current, assign(current, 2, { reason: 'Frost' }), coordinator),
    )
    expect(observation.heldSince).toBe('2026-11-01T09:00:00.000Z')
  })
})

describe('who promises', () => {
  const allowed = ['official', 'coordinator']
  const before = planned()
  const args = { base: '2027-03', plannedFor: '2027-05', reason: 'Frost' }
  const cases = Object.entries(actors).flatMap(([name, actor]) => [
    [name, actor, move(before, args)] as const,
    [name, actor, budget(before)] as const,
  ])

  it.each(cases)(
    '%s: is the party that has the finding, or the coordinator',
    (name, actor, mutation) => {
      const outcome = act(before, mutation, { actor })
      if (allowed.includes(name)) expect(outcome.ok).toBe(true)
      else if (name === 'viewer') expect(outcome).toEqual(refusedWith('observation-missing'))
      else expect(outcome).toEqual(refusedWith('not-allowed'))
    },
  )

  it('is nobody for what was withdrawn', () => {
    const gone = { ...before, isWithdrawn: true }
    expect(act(gone, budget(gone))).toEqual(refusedWith('observation-withdrawn'))
  })
})
