import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from '../../../../shared/limits.ts'
import { findingVersion } from '../../../../shared/observation/gathering/finding-version.ts'
import { visibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { applyMutation, type KnownMutation } from '../../../../shared/sync/registry.ts'
import { bodyAfter } from '../../../../shared/sync/subject.ts'
import { gatheringOf, visibleWalk } from '../../../../shared/walk/gathering/gathering.ts'
import type { Walk } from '../../../../shared/walk/walk.ts'
import {
  actors,
  makeContext,
  makeObservation,
  somePosition,
  someUuid,
  someWalkId,
} from '../../../support/fixtures/make-observation.ts'
import { refusedWith } from '../../../support/oracles/rule-outcomes.ts'

const walk: Walk = {
  id: someWalkId,
  title: 'Øst',
  startsAt: null,
  endsAt: null,
  phase: 'open',
  isStanding: false,
  meetingPlace: null,
  area: [9.9, 57, 10, 57.1],
  route: [],
  stops: [],
}
const asLeader = makeContext({ actor: actors.leader })
const apply = (current: Walk, mutation: KnownMutation, context = asLeader) =>
  applyMutation(current, mutation, context)
const setTop = (current: Walk, at: { id: string; rank: number | null }, context = asLeader) => {
  const args = { walkId: current.id, findingId: at.id, rank: at.rank }
  return apply(current, { name: 'walk.set-top@1', args }, context)
}
const approve = (current: Walk, findings: { id: string; version: string }[], context = asLeader) =>
  apply(current, { name: 'walk.approve-list@1', args: { walkId: current.id, findings } }, context)
const reopen = (current: Walk, context = asLeader) =>
  apply(current, { name: 'walk.reopen-list@1', args: { walkId: current.id } }, context)

/** The walk afterwards; the same one when nothing changed or it was refused. */
const after = (current: Walk, outcome: ReturnType<typeof apply>): Walk =>
  (outcome.ok ? bodyAfter(outcome.value, { kind: 'walk', id: current.id }) : undefined) ?? current
const withTop = (ids: readonly string[]): Walk =>
  ids.reduce((current, id, index) => after(current, setTop(current, { id, rank: index + 1 })), walk)
const six = Array.from({ length: 6 }, () => someUuid())

describe('the most urgent findings of a walk', () => {
  it('stand in the order in which they were put, and a sixth one pushes nobody out', () => {
    const full = withTop(six.slice(0, 5))
    expect(gatheringOf(full).top).toEqual(six.slice(0, 5))
    expect(setTop(full, { id: six[5] ?? '', rank: 1 })).toEqual(
      refusedWith('stale', { field: 'top' }),
    )
  })

  it('are moved by their place, and taken out', () => {
    const [a = '', b = '', c = ''] = six
    const three = withTop([a, b, c])
    const moved = after(three, setTop(three, { id: c, rank: 1 }))
    expect(gatheringOf(moved).top).toEqual([c, a, b])
    expect(gatheringOf(after(moved, setTop(moved, { id: a, rank: null }))).top).toEqual([c, b])
  })

  it('lose and double nothing, in whatever order two people put them', () => {
    const press = fc.record({ at: fc.nat(5), rank: fc.constantFrom(1, 2, 3, 4, 5, null) })
    fc.assert(
      fc.property(fc.array(press, { maxLength: 40 }), (presses) => {
        let current = walk
        for (const { at, rank } of presses) {
          const id = six[at] ?? ''
          const before = gatheringOf(current).top
          const next = gatheringOf((current = after(current, setTop(current, { id, rank })))).top
          expect(new Set(next).size).toBe(next.length)
          expect(next.length).toBeLessThanOrEqual(limits.topFindings)
          // Nobody but the one that was pressed comes or goes, and the others keep their order.
          const others = (ids: readonly string[]) => ids.filter((one) => one !== id)
          expect(others(next)).toEqual(others(before))
        }
      }),
    )
  })

  it('are findings of this walk only, as far as the server can tell', () => {
    const context = { ...asLeader, find: () => undefined }
    expect(setTop(walk, { id: someUuid(), rank: 1 }, context)).toEqual(
      refusedWith('observation-missing'),
    )
  })
})

describe('approving the list', () => {
  const findings = [{ id: someUuid(), version: 'a'.repeat(16) }]
  const top = withTop(six.slice(0, 2))
  const approved = after(top, approve(top, findings))

  it('records who by role, when, and each finding as it was, with the most urgent ones', () => {
    const { capturedAt: at } = asLeader
    const { top: order } = gatheringOf(top)
    expect(gatheringOf(approved).approval).toEqual({ at, byRole: 'leader', top: order, findings })
  })

  it('stands when somebody approves again, until it is reopened', () => {
    expect(approve(approved, [])).toEqual({ ok: true, value: [] })
    const open = after(approved, reopen(approved))
    expect(gatheringOf(open)).toEqual({ top: gatheringOf(top).top, approval: null })
    expect(reopen(open)).toEqual({ ok: true, value: [] })
  })

  it.each(['walker', 'recorder', 'official', 'admin', 'viewer', 'effortOwner'] as const)(
    'is refused for the %s, who reads nothing of it either',
    (name) => {
      const actor = actors[name]
      const context = makeContext({ actor })
      expect(approve(walk, [], context)).toEqual(refusedWith('not-allowed'))
      expect(reopen(approved, context)).toEqual(refusedWith('not-allowed'))
      expect(setTop(walk, { id: someUuid(), rank: 1 }, context)).toEqual(refusedWith('not-allowed'))
      expect(visibleWalk(approved, actor)).not.toHaveProperty('gathering')
    },
  )

  it('is open to the coordinator, and to nobody in the walk that is open all year', () => {
    const context = makeContext({ actor: actors.coordinator })
    expect(approve(walk, [], context)).toMatchObject({ ok: true })
    expect(approve({ ...walk, isStanding: true }, [])).toEqual(refusedWith('not-allowed'))
  })
})

describe('the version of a finding', () => {
  const finding = makeObservation()
  const versionFor = (changes: object, who: 'leader' | 'coordinator' = 'leader') => {
    const seen = visibleObservation({ ...finding, ...changes }, actors[who])
    return seen && findingVersion(seen)
  }

  it('is the same for everybody who gathers, and after what parties answer', () => {
    const feeling = { feeling: 1, authorName: 'Bo' } as const
    expect(versionFor(feeling)).toBe(versionFor({}, 'coordinator'))
    expect(versionFor({ status: 'planned', partyIds: ['road'] })).toBe(versionFor({}))
  })

  it.each([
    ['words', { text: 'Lampen er ude \ud83d\ude00' }],
    ['place', { position: { ...somePosition, latitude: 57.05 } }],
    ['kind', { category: 'lys.svag' }],
    ['severity', { severity: 3 }],
  ])('changes with its %s', (_what, changes) => {
    expect(versionFor(changes)).not.toBe(versionFor({}))
  })
})
