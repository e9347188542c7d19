import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/access/roles.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { applyMutation, type MutationArgs } from '../../../shared/sync/registry.ts'
import { bodyAfter } from '../../../shared/sync/subject.ts'
import { succeed } from '../../../shared/problem.ts'
import {
  actors,
  makeContext,
  someUuid,
  someWalkId,
} from '../../support/fixtures/make-observation.ts'
import { refusedWith } from '../../support/oracles/rule-outcomes.ts'

const stop = { id: someUuid(), name: 'Humlebakken', longitude: 9.97, latitude: 57.02 }

const plan: MutationArgs<'walk.create@1'> = {
  walkId: someWalkId,
  title: 'Aalborg Øst',
  startsAt: '2026-12-05T17:00:00+01:00',
  endsAt: '2026-12-05T19:00:00+01:00',
  meetingPlace: 'Ved skolen',
  area: [9.9, 57, 10, 57.1],
  route: [[9.97, 57.02]],
  stops: [stop],
}
const asCoordinator = makeContext({ actor: actors.coordinator })

const create = (changes: Partial<typeof plan> = {}, context = asCoordinator) =>
  applyMutation(undefined, { name: 'walk.create@1', args: { ...plan, ...changes } }, context)

const made = (): Walk => bodyOf(create())

const edit = (changes: MutationArgs<'walk.edit@1'>['changes'], walk = made()) =>
  applyMutation(walk, { name: 'walk.edit@1', args: { walkId: someWalkId, changes } }, asCoordinator)
const open = (walk: Walk, context = asCoordinator) =>
  applyMutation(walk, { name: 'walk.open@1', args: { walkId: someWalkId } }, context)
const start = (walk: Walk, context = asCoordinator) =>
  applyMutation(walk, { name: 'walk.start@1', args: { walkId: someWalkId } }, context)
/** When whoever presses here does so. */
const openedAt = asCoordinator.capturedAt
const bodyOf = (outcome: ReturnType<typeof create>): Walk => {
  const walk = outcome.ok && bodyAfter(outcome.value, { kind: 'walk', id: someWalkId })
  if (!walk) throw new Error('the walk was not changed')
  return walk
}
const close = (walk: Walk, context = asCoordinator) =>
  applyMutation(walk, { name: 'walk.close@1', args: { walkId: someWalkId } }, context)

describe('making a walk', () => {
  it('keeps what was planned, times as moments in UTC, and begins its history', () => {
    const { walkId: id, ...fields } = plan
    const times = { startsAt: '2026-12-05T16:00:00.000Z', endsAt: '2026-12-05T18:00:00.000Z' }
    const body = { ...fields, ...times, id, phase: 'open', isStanding: false, openedAt }
    const events = [{ kind: 'walk-created', data: {} }]
    expect(create()).toEqual(succeed([{ kind: 'walk', body, events }]))
  })

  it.each([
    ['needs-title', { title: '  ' }],
    ['place-too-long', { title: 'x'.repeat(300) }],
    ['unreadable-text', { meetingPlace: 'ved \u0000' }],
    ['walk-times', { startsAt: plan.endsAt, endsAt: plan.startsAt }],
    ['walk-times', { startsAt: null }],
    ['walk-times', { startsAt: 'i morgen', endsAt: null }],
    ['outside-area', { area: [9.9, 57, 9.8, 57.1] }],
    ['outside-area', { area: [9.9, 57, 15, 57.1] }],
    ['outside-area', { stops: [{ ...stop, latitude: 55.6 }] }],
    ['outside-area', { route: [[12.5, 55.6]] }],
    ['stop-twice', { stops: [stop, { ...stop, name: 'Igen' }] }],
  ] as [string, Partial<typeof plan>][])('is refused with %s for %o', (code, changes) => {
    const outcome = create(changes)
    expect(outcome.ok ? 'made' : outcome.problem.code).toBe(code)
  })

  it('is refused in another space than the one that is to be its own', () => {
    expect(create({ walkId: someUuid() })).toEqual(refusedWith('wrong-space'))
  })

  it('is refused when the walk is there already', () => {
    const mutation = { name: 'walk.create@1', args: plan } as const
    expect(applyMutation(made(), mutation, asCoordinator)).toEqual(refusedWith('walk-exists'))
  })

  it('leaves the standing walk to the operator', () => {
    expect(create({ isStanding: true })).toEqual(refusedWith('not-allowed'))
    const asOperator = makeContext({ actor: { kind: 'system' } })
    expect(create({ isStanding: true }, asOperator).ok).toBe(true)
  })
})

describe('changing a walk', () => {
  it('changes the fields that are named, and keeps the ids of stops that stay', () => {
    const stops = [{ ...stop, name: 'Tunnelen' }]
    const outcome = edit({ stops: { base: [stop], value: stops } })
    const walk = outcome.ok && bodyAfter(outcome.value, { kind: 'walk', id: someWalkId })
    expect(walk).toEqual({ ...made(), stops })
    expect(outcome.ok && outcome.value[0]?.events).toEqual([
      { kind: 'walk-edited', data: { fields: ['stops'] } },
    ])
  })

  it('does not overwrite what somebody else has changed meanwhile, and says which field it is', () => {
    const change = { base: 'Et andet navn', value: 'Nyt navn' }
    expect(edit({ title: change })).toEqual(refusedWith('stale', { field: 'title' }))
  })

  it('is held to the same rules as making it', () => {
    const change = { base: made().endsAt, value: '2026-12-01T10:00:00Z' }
    expect(edit({ endsAt: change })).toEqual(refusedWith('walk-times'))
  })

  it('ends when the walk is closed', () => {
    const closed = { ...made(), phase: 'closed' as const }
    const change = { base: closed.title, value: 'Nyt navn' }
    expect(edit({ title: change }, closed)).toEqual(refusedWith('walk-closed'))
  })
})

describe('closing a walk', () => {
  it('closes it once', () => {
    const walk = bodyOf(close(made()))
    expect(walk.phase).toBe('closed')
    expect(close(walk)).toEqual(refusedWith('walk-closed'))
  })

  it('is dated when the leader pressed, and by a clock that is ahead when the server heard of it', () => {
    const now = '2026-10-29T19:00:00.000Z'
    const datesOf = (capturedAt: string) => {
      const context = makeContext({ actor: actors.coordinator, capturedAt, now })
      const started = bodyOf(start(made(), context))
      const closed = bodyOf(close(started, context))
      expect(closed.openedAt).toBe(openedAt)
      return [closed.startedAt, closed.closedAt]
    }
    const earlier = '2026-10-29T18:40:00.000Z'
    expect(datesOf(earlier)).toEqual([earlier, earlier])
    expect(datesOf('2028-01-01T00:00:00.000Z')).toEqual([now, now])
  })

  it('is never for the standing walk', () => {
    expect(close({ ...made(), isStanding: true })).toEqual(refusedWith('not-allowed'))
  })

  it('is refused as missing where there is no walk', () => {
    const mutation = { name: 'walk.close@1', args: { walkId: someWalkId } } as const
    expect(applyMutation(undefined, mutation, asCoordinator)).toEqual(refusedWith('walk-missing'))
  })
})

describe('the weather of a walk', () => {
  const say = (walk: Walk, weather: 'dry' | 'rain', actor: Actor = actors.leader) =>
    applyMutation(
      walk,
      { name: 'walk.set-weather@1', args: { walkId: someWalkId, weather } },
      makeContext({ actor }),
    )

  it('is what was said last, also after the end, and saying the same again is no event', () => {
    const closed = bodyOf(close(made()))
    const rain = bodyOf(say(closed, 'rain'))
    expect([rain.weather, rain.phase]).toEqual(['rain', 'closed'])
    expect(say(rain, 'rain')).toEqual(succeed([]))
    expect(bodyOf(say(rain, 'dry')).weather).toBe('dry')
  })

  it('is said by the leader and the coordinator only, and never of the standing walk', () => {
    const may = Object.entries(actors).filter(([, actor]) => say(made(), 'dry', actor).ok)
    expect(may.map(([name]) => name)).toEqual(['leader', 'coordinator'])
    expect(say({ ...made(), isStanding: true }, 'dry')).toEqual(refusedWith('not-allowed'))
  })
})

describe('who may plan walks', () => {
  const may = (mutation: 'create' | 'edit' | 'close') =>
    Object.entries(actors)
      .filter(([, actor]) => {
        const context = makeContext({ actor })
        if (mutation === 'create') return create({}, context).ok
        if (mutation === 'close') return close(made(), context).ok
        const changes = { title: { base: plan.title, value: 'Nyt navn' } }
        const args = { walkId: someWalkId, changes }
        return applyMutation(made(), { name: 'walk.edit@1', args }, context).ok
      })
      .map(([name]) => name)

  it('is the coordinator for a new one, and its leader too for one that is there', () => {
    expect(may('create')).toEqual(['coordinator'])
    expect(may('edit')).toEqual(['leader', 'coordinator'])
    expect(may('close')).toEqual(['leader', 'coordinator'])
  })
})

describe('opening a planned walk', () => {
  const { openedAt: _, ...fields } = made()
  const planned: Walk = { ...fields, phase: 'planned' }

  it('makes it open, and a second time changes nothing', () => {
    const body = { ...planned, phase: 'open', openedAt }
    const events = [{ kind: 'walk-edited', data: { fields: ['phase'] } }]
    expect(open(planned)).toEqual(succeed([{ kind: 'walk', body, events }]))
    expect(open(made())).toEqual(succeed([]))
  })

  it('is dated by the start where nobody has opened it before', () => {
    expect(bodyOf(start(planned))).toMatchObject({ openedAt, startedAt: openedAt })
  })

  it('is refused once the walk is closed, and to whoever may not plan', () => {
    expect(open({ ...planned, phase: 'closed' })).toEqual(refusedWith('walk-closed'))
    for (const actor of [actors.walker, actors.official, actors.viewer]) {
      expect(open(planned, makeContext({ actor }))).toEqual(refusedWith('not-allowed'))
    }
  })
})
