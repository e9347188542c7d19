import { describe, expect, it } from 'vitest'
import type { WalkContext } from '../../../../shared/sync/mutation-context.ts'
import { applyMutation, type KnownMutation } from '../../../../shared/sync/registry.ts'
import { bodyAfter } from '../../../../shared/sync/subject.ts'
import { gatheringOf } from '../../../../shared/walk/gathering/gathering.ts'
import { isVoteOpen } from '../../../../shared/walk/vote/vote.ts'
import type { Walk } from '../../../../shared/walk/walk.ts'
import {
  actors,
  makeContext,
  someUuid,
  someWalkId,
} from '../../../support/fixtures/make-observation.ts'
import { refusedWith } from '../../../support/oracles/rule-outcomes.ts'

const walk: Walk = {
  id: someWalkId,
  title: 'Øst',
  startsAt: null,
  endsAt: null,
  phase: 'closed',
  isStanding: false,
  meetingPlace: null,
  area: [9.9, 57, 10, 57.1],
  route: [],
  stops: [],
}
const walkId = walk.id
const asLeader = makeContext({ actor: actors.leader })
const noChange = { ok: true, value: [] }
const apply = (current: Walk, mutation: KnownMutation, context = asLeader) =>
  applyMutation(current, mutation, context)
const after = (current: Walk, mutation: KnownMutation): Walk => {
  const outcome = apply(current, mutation)
  return (outcome.ok && bodyAfter(outcome.value, { kind: 'walk', id: walkId })) || current
}
const open = { name: 'walk.open-vote@1', args: { walkId } } as const
const close = { name: 'walk.close-vote@1', args: { walkId } } as const
const opened = after(walk, open)
const closed = after(opened, close)

describe('the vote of a walk', () => {
  it('is opened, closed and opened again; a second press changes nothing', () => {
    expect([walk, opened, closed, after(closed, open)].map(isVoteOpen)).toEqual([
      ...[false, true, false, true],
    ])
    expect(apply(opened, open)).toEqual(noChange)
    expect(apply(closed, close)).toEqual(noChange)
    expect(apply(walk, close)).toEqual(noChange)
  })

  it('ends with the approval of the list', () => {
    const args = { walkId, findings: [] }
    const approve = { name: 'walk.approve-list@1', args } as const
    expect(isVoteOpen(after(opened, approve))).toBe(false)
  })

  it.each(['walker', 'recorder', 'official', 'admin', 'viewer', 'effortOwner'] as const)(
    'is neither opened nor closed by the %s, who takes no result either',
    (name) => {
      const context = makeContext({ actor: actors[name] })
      const args = { walkId, base: [], top: [] }
      const take = { name: 'walk.replace-top@1', args } as const
      expect(apply(walk, open, context)).toEqual(refusedWith('not-allowed'))
      expect(apply(opened, close, context)).toEqual(refusedWith('not-allowed'))
      expect(apply(opened, take, context)).toEqual(refusedWith('not-allowed'))
    },
  )
})

describe('taking the result of a vote', () => {
  const [a, b, c] = [someUuid(), someUuid(), someUuid()]
  const take = (current: Walk, base: string[], top: string[]) =>
    apply(current, { name: 'walk.replace-top@1', args: { walkId, base, top } })
  const withTop = (top: string[]): Walk => ({ ...walk, gathering: { top, approval: null } })

  it('replaces what was chosen by hand, and does nothing the second time', () => {
    const outcome = take(withTop([c]), [c], [a, b])
    const body = outcome.ok && bodyAfter(outcome.value, { kind: 'walk', id: walkId })
    expect(gatheringOf(body || {}).top).toEqual([a, b])
    expect(take(withTop([a, b]), [c], [a, b])).toEqual(noChange)
  })

  it('is refused when somebody has chosen otherwise meanwhile', () => {
    expect(take(withTop([c, b]), [c], [a, b])).toEqual(refusedWith('stale', { field: 'top' }))
  })

  it('is refused with findings of another walk, as far as the server can tell', () => {
    const context = { ...asLeader, find: () => undefined }
    const args = { walkId, base: [], top: [a] }
    expect(apply(walk, { name: 'walk.replace-top@1', args }, context)).toEqual(
      refusedWith('observation-missing'),
    )
  })
})

describe('voting', () => {
  const vote = (current: Walk, who: keyof typeof actors, changes = {}) => {
    const find = ((kind: string) => (kind === 'walk' ? current : undefined)) as NonNullable<
      WalkContext['find']
    >
    const args = { voteId: someUuid(), walkId, findings: [someUuid()], ...changes }
    const context = { ...makeContext({ actor: actors[who] }), find }
    return applyMutation(undefined, { name: 'walk-vote.set@1', args }, context)
  }

  it.each(['walker', 'recorder', 'leader'] as const)(
    'is open to the %s, under the name of the phone, and leaves nothing in the history',
    (who) => {
      const outcome = vote(opened, who)
      expect(outcome).toMatchObject({
        value: [{ kind: 'walk-vote', body: { voter: actors[who].clientId }, events: [] }],
      })
    },
  )

  it.each(['official', 'coordinator', 'admin', 'viewer', 'effortOwner'] as const)(
    'is refused for the %s, who has no phone on the walk',
    (who) => {
      expect(vote(opened, who)).toEqual(refusedWith('not-allowed'))
    },
  )

  it('is refused before the vote is opened, after it is closed, and for another walk', () => {
    expect(vote(walk, 'walker')).toEqual(refusedWith('vote-closed'))
    expect(vote(closed, 'walker')).toEqual(refusedWith('vote-closed'))
    expect(vote(opened, 'walker', { walkId: someUuid() })).toEqual(refusedWith('wrong-space'))
  })
})
