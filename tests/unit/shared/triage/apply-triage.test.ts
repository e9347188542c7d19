import type { Actor } from '../../../../shared/access/roles.ts'
import { visibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { describe, expect, it } from 'vitest'
import { problemsIn } from '../../../../shared/problem.ts'
import { applyToObservation } from '../../../../shared/observation/triage/mutations.ts'
import type { WalkContext } from '../../../../shared/sync/mutation-context.ts'
import type { ObservationArgs } from '../../../../shared/observation/mutation-schemas.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import {
  actors,
  makeContext,
  makeObservation,
  someUuid,
} from '../../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../../support/oracles/rule-outcomes.ts'

const assigned = (changes: Partial<Observation> = {}) =>
  makeObservation({ status: 'assigned', partyIds: ['road'], dueOn: '2026-12-01', ...changes })

function setStatus(
  current: Observation,
  args: Partial<ObservationArgs<'observation.set-status@1'>>,
  context: Partial<WalkContext> = {},
) {
  return applyToObservation(
    current,
    {
      name: 'observation.set-status@1',
      args: { observationId: current.id, base: current.status, status: 'accepted', ...args },
    },
    makeContext({ actor: actors.official, actorName: 'Vej og park', ...context }),
  )
}

function assign(
  current: Observation,
  args: Partial<ObservationArgs<'observation.assign@1'>>,
  context: Partial<WalkContext> = {},
) {
  const base = { partyIds: [...current.partyIds], dueOn: current.dueOn }
  return applyToObservation(
    current,
    {
      name: 'observation.assign@1',
      args: { observationId: current.id, base, partyIds: ['road'], dueOn: '2026-12-01', ...args },
    },
    makeContext({ actor: actors.coordinator, actorName: 'Tryg Aalborg', ...context }),
  )
}

function comment(
  current: Observation,
  args: Partial<ObservationArgs<'observation.comment@1'>>,
  context: Partial<WalkContext> = {},
) {
  return applyToObservation(
    current,
    {
      name: 'observation.comment@1',
      args: {
        observationId: current.id,
        commentId: someUuid(),
        audience: 'public',
        text: 'Set i dag',
        ...args,
      },
    },
    makeContext(context),
  )
}

describe('set-status', () => {
  it.each([
    [{ status: 'needs-info' }, 'needs-text'],
    [{ status: 'needs-info', text: '   ' }, 'needs-text'],
    [{ status: 'planned' }, 'needs-date'],
    [{ status: 'done' }, 'needs-date'],
    [{ status: 'done', on: '2026-02-30' }, 'needs-date'],
    [{ status: 'declined', text: 'Nej' }, 'needs-reason'],
    [{ status: 'declined', reason: 'by-design' }, 'needs-text'],
    [{ status: 'forwarded' }, 'needs-recipient'],
    [{ status: 'forwarded', recipient: ' ' }, 'needs-recipient'],
    [{ status: 'duplicate' }, 'needs-original'],
  ] as const)('refuses %j with %s', (args, code) => {
    expect(setStatus(assigned(), args)).toEqual(refusedWith(code))
  })

  it('refuses for the first thing that is missing and names the others, in the order of the form', () => {
    const outcome = setStatus(assigned(), { status: 'declined', reference: 'x'.repeat(101) })
    expect(problemsIn(outcome).map(({ code }) => code)).toEqual([
      'needs-reason',
      'needs-text',
      'text-too-long',
    ])
    expect(outcome).toMatchObject(refusedWith('needs-reason'))
  })

  it('refuses an observation as the duplicate of itself', () => {
    const current = assigned()
    expect(setStatus(current, { status: 'duplicate', duplicateOf: current.id })).toEqual(
      refusedWith('needs-original'),
    )
  })

  it('needs a text to reopen and a day to confirm', () => {
    const done = assigned({ status: 'done' })
    const context = { actor: actors.leader }
    expect(setStatus(done, { status: 'reopened' }, context)).toEqual(refusedWith('needs-text'))
    expect(setStatus(done, { status: 'verified' }, context)).toEqual(refusedWith('needs-date'))
  })

  it('needs a party and a date to be assigned, and no date for a positive place', () => {
    const context = { actor: actors.coordinator }
    const bare = makeObservation()
    expect(setStatus(bare, { status: 'assigned' }, context)).toMatchObject(
      refusedWith('needs-party'),
    )
    const dateless = makeObservation({ partyIds: ['road'] })
    expect(setStatus(dateless, { status: 'assigned' }, context)).toEqual(refusedWith('needs-date'))
    const good = makeObservation({ partyIds: ['road'], severity: 0, category: 'god.plads' })
    expect(setStatus(good, { status: 'assigned' }, context).ok).toBe(true)
  })

  it('D5: refuses a change from a stale screen and tells the present status', () => {
    expect(setStatus(assigned(), { base: 'accepted', status: 'planned' })).toEqual(
      refusedWith('stale', { status: 'assigned' }),
    )
  })

  it('keeps the answer with what it needs, signed by the party', () => {
    const outcome = setStatus(assigned(), { status: 'planned', plannedFor: '2027', text: 'Snart' })
    expect(applied(outcome).observation.answer).toEqual({
      status: 'planned',
      text: 'Snart',
      plannedFor: '2027',
      at: '2026-10-29T19:00:00.000Z',
      by: 'Vej og park',
      partyId: 'road',
    })
    expect(applied(outcome).event).toMatchObject({
      kind: 'status-set',
      data: { from: 'assigned', status: 'planned', plannedFor: '2027' },
    })
  })

  it('refuses to plan for a month or a year that has ended', () => {
    const plan = (plannedFor: string) => setStatus(assigned(), { status: 'planned', plannedFor })
    // The context's day is 29 October 2026.
    for (const ended of ['2026-09', '2025', '2025-12'])
      expect(plan(ended)).toEqual(refusedWith('month-ended'))
    for (const coming of ['2026-10', '2026', '2027-01', '2027'])
      expect(applied(plan(coming)).observation.answer?.plannedFor).toBe(coming)
  })

  it('lets a party take back within a day that it has closed a case, and nobody else', () => {
    const done = applied(setStatus(assigned(), { status: 'done', on: '2026-10-29' })).observation
    const reopen = (context: Partial<WalkContext>) =>
      setStatus(done, { status: 'reopened', text: 'Trykket ved en fejl' }, context)
    const later = '2026-10-30T19:00:00.001Z'
    expect(applied(reopen({ now: '2026-10-30T19:00:00.000Z' })).observation.status).toBe('reopened')
    expect(reopen({ now: later })).toEqual(refusedWith('not-allowed'))
    expect(reopen({ actor: actors.police })).toEqual(refusedWith('not-allowed'))
    expect(applied(reopen({ actor: actors.coordinator, now: later })).observation.status).toBe(
      'reopened',
    )
  })

  it('O1: does not sign a confirmation with the name of the walker who gave it', () => {
    const context = { actor: actors.otherWalker, actorName: 'Bo' }
    const outcome = setStatus(
      assigned({ status: 'done' }),
      { status: 'verified', on: '2026-11-12' },
      context,
    )
    expect(applied(outcome).observation.answer?.by).toBe('')
  })

  it('changes nothing that was given to it', () => {
    const current = Object.freeze(assigned())
    const before = structuredClone(current)
    setStatus(current, { status: 'accepted' })
    expect(current).toEqual(before)
  })

  it.each(['text', 'recipient', 'reference'] as const)(
    'E2: refuses bad characters in %s',
    (field) => {
      for (const bad of ['a\u0000b', 'a\ud800b']) {
        const args = { status: 'forwarded', recipient: 'Banedanmark', [field]: bad } as const
        expect(setStatus(assigned(), args)).toEqual(refusedWith('unreadable-text'))
      }
    },
  )

  it('refuses withdrawn and unseen observations', () => {
    expect(setStatus(assigned({ isWithdrawn: true }), {})).toEqual(
      refusedWith('observation-withdrawn'),
    )
    const restricted = assigned({ category: 'adf.chikane', partyIds: ['police'] })
    expect(setStatus(restricted, {})).toEqual(refusedWith('observation-missing'))
  })
})

describe('assign', () => {
  it.each([
    [{ partyIds: ['nobody'] }, refusedWith('unknown-party', { party: 'nobody' })],
    [{ partyIds: [] }, refusedWith('needs-party')],
    [{ dueOn: null }, refusedWith('needs-date')],
    [{ dueOn: '2026-02-30' }, refusedWith('needs-date')],
  ])('refuses %j', (args, expected) => {
    expect(assign(makeObservation(), args)).toEqual(expected)
  })

  it('is for coordinators only', () => {
    for (const actor of [actors.official, actors.leader, actors.admin, actors.walker]) {
      expect(assign(makeObservation(), {}, { actor })).toEqual(refusedWith('not-allowed'))
    }
  })

  it('finds nobody for what is solved or closed: that is reopened first', () => {
    for (const status of ['done', 'verified', 'declined', 'duplicate'] as const) {
      const outcome = assign(assigned({ status }), {
        base: { partyIds: ['road'], dueOn: assigned().dueOn },
      })
      expect(outcome).toEqual(refusedWith('status-step', { status }))
    }
  })

  it('tells the second of two coordinators', () => {
    const current = assigned()
    const base = { partyIds: [], dueOn: null }
    expect(assign(current, { base, partyIds: ['park'] })).toEqual(
      refusedWith('stale', { parties: 'road' }),
    )
  })

  it('refuses withdrawn and unseen observations', () => {
    expect(assign(makeObservation({ isWithdrawn: true }), {})).toEqual(
      refusedWith('observation-withdrawn'),
    )
    expect(assign(makeObservation(), {}, { actor: actors.viewer })).toEqual(
      refusedWith('observation-missing'),
    )
  })

  it('moves an untriaged observation to assigned and leaves one in work where it is', () => {
    const fresh = assign(makeObservation({ status: 'reviewed' }), {})
    expect(applied(fresh).observation.status).toBe('assigned')
    const inWork = assign(assigned({ status: 'in-progress' }), { partyIds: ['road', 'park'] })
    expect(applied(inWork).observation).toMatchObject({
      status: 'in-progress',
      partyIds: ['road', 'park'],
    })
  })

  it('logs from and to, and counts a party once', () => {
    const outcome = assign(makeObservation(), { partyIds: ['road', 'road'] })
    expect(applied(outcome).event.data).toEqual({
      from: { partyIds: [], dueOn: null, status: 'received' },
      partyIds: ['road'],
      dueOn: '2026-12-01',
      status: 'assigned',
    })
  })
})

describe('comment', () => {
  it('refuses an empty one, one with bad characters and one too long', () => {
    expect(comment(makeObservation(), { text: ' ' })).toEqual(refusedWith('needs-text'))
    expect(comment(makeObservation(), { text: 'a\u0000' })).toEqual(refusedWith('unreadable-text'))
    expect(comment(makeObservation(), { text: 'a'.repeat(4001) })).toEqual(
      refusedWith('text-too-long', { limit: 4000, length: 4001 }),
    )
  })

  it('keeps internal ones to those who answer', () => {
    const args = { audience: 'internal' } as const
    expect(comment(makeObservation(), args, { actor: actors.leader })).toEqual(
      refusedWith('not-allowed'),
    )
    expect(comment(makeObservation(), args, { actor: actors.official }).ok).toBe(true)
  })

  it('is refused to admins and hidden from those who may not see', () => {
    expect(comment(makeObservation(), {}, { actor: actors.admin })).toEqual(
      refusedWith('not-allowed'),
    )
    const restricted = makeObservation({ category: 'adf.chikane' })
    expect(comment(restricted, {}, { actor: actors.otherWalker })).toEqual(
      refusedWith('observation-missing'),
    )
  })

  it('is signed as the walk leader’s for the others on the walk, without the leader’s name', () => {
    const outcome = comment(
      makeObservation(),
      {},
      { actor: actors.leader, actorName: 'Lone Leder' },
    )
    const { observation } = applied(outcome)
    const seenBy = (actor: Actor) => visibleObservation(observation, actor)?.comments.at(-1)
    expect(seenBy(actors.otherWalker)).toMatchObject({ by: '', byRole: 'leader' })
    expect(seenBy(actors.otherWalker)).not.toHaveProperty('isOwn')
    expect(seenBy(actors.official)).toMatchObject({ by: 'Lone Leder', byRole: 'leader' })
  })

  it('is marked as one’s own for the walker who wrote it', () => {
    const outcome = comment(makeObservation(), {}, { actor: actors.walker })
    const [said] = visibleObservation(applied(outcome).observation, actors.walker)?.comments ?? []
    expect(said).toMatchObject({ isOwn: true, byRole: 'walker' })
  })

  it('takes one comment id once', () => {
    const { observation } = applied(comment(makeObservation(), {}))
    const [said] = observation.comments
    expect(comment(observation, { commentId: said?.id ?? '' })).toEqual(refusedWith('stale'))
  })

  it('D6: is kept with a withdrawn observation and flagged', () => {
    const outcome = comment(makeObservation({ isWithdrawn: true }), {})
    expect(applied(outcome).observation.comments).toHaveLength(1)
    expect(applied(outcome).event.data).toMatchObject({ afterWithdrawal: true })
  })
})
