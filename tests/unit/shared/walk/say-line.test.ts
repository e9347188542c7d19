import { describe, expect, it } from 'vitest'
import { limits } from '../../../../shared/limits.ts'
import { succeed } from '../../../../shared/problem.ts'
import { applyMutation } from '../../../../shared/sync/registry.ts'
import { bodyAfter } from '../../../../shared/sync/subject.ts'
import { visibleWalk } from '../../../../shared/walk/gathering/gathering.ts'
import { withoutLines } from '../../../../shared/walk/said/said-line.ts'
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
  title: 'Aalborg Øst',
  startsAt: '2026-10-29T18:30:00.000Z',
  endsAt: '2026-10-29T20:30:00.000Z',
  phase: 'open',
  isStanding: false,
  meetingPlace: null,
  area: [9.9, 57, 10, 57.1],
  route: [],
  stops: [],
}
const asLeader = makeContext({ actor: actors.leader })

const sayAs = (args: { line: string; lineId: string }, on: Walk, context = asLeader) =>
  applyMutation(on, { name: 'walk.say@1', args: { walkId: someWalkId, ...args } }, context)
const say = (line: string, on: Walk = walk, context = asLeader) =>
  sayAs({ line, lineId: someUuid() }, on, context)
function after(outcome: ReturnType<typeof say>): Walk {
  const body = outcome.ok && bodyAfter(outcome.value, { kind: 'walk', id: someWalkId })
  if (!body) throw new Error('nothing was said')
  return body
}
const textsOf = ({ said = [] }: Walk) => said.map(({ text }) => text)

describe('a line of the leader to everybody', () => {
  it('is kept with the time at which it was said, and history has no word of it', () => {
    const outcome = say('  Vi mødes ved bænken ')
    expect(after(outcome).said).toMatchObject([
      { text: 'Vi mødes ved bænken', at: asLeader.capturedAt, by: actors.leader.clientId },
    ])
    expect(outcome.ok && outcome.value[0]?.events).toEqual([{ kind: 'line-said', data: {} }])
  })

  it('comes last when it arrives last, whatever the clock of its phone says', () => {
    const behind = makeContext({ actor: actors.leader, capturedAt: '2020-01-01T00:00:00.000Z' })
    const first = after(say('Vi venter ved tunnelen'))
    expect(textsOf(after(say('Vi går nu', first, behind)))).toEqual([
      'Vi venter ved tunnelen',
      'Vi går nu',
    ])
  })

  it('is never later than it arrived', () => {
    const ahead = makeContext({ actor: actors.leader, capturedAt: '2028-01-01T00:00:00.000Z' })
    expect(after(say('Her', walk, ahead)).said?.[0]?.at).toBe(ahead.now)
  })

  it('is there once, also when it is sent again under a new id', () => {
    const args = { line: 'Her', lineId: someUuid() }
    const said = after(sayAs(args, walk))
    expect(sayAs(args, said)).toEqual(succeed([]))
  })

  it('makes room for newer ones', () => {
    let full = walk
    for (let n = 0; n <= limits.saidLines; n += 1) full = after(say(`linje ${n}`, full))
    expect(textsOf(full)).toHaveLength(limits.saidLines)
    expect(textsOf(full).at(0)).toBe('linje 1')
    expect(textsOf(full).at(-1)).toBe(`linje ${limits.saidLines}`)
  })

  it.each([
    ['needs-text', '   '],
    ['unreadable-text', 'ved \u0000'],
  ])('is refused with %s for "%s"', (code, line) => {
    expect(say(line)).toEqual(refusedWith(code as 'needs-text'))
  })

  it('has at most 120 characters, as people count them', () => {
    const family = '👨‍👩‍👧‍👦'
    expect(say(family.repeat(limits.lineCharacters)).ok).toBe(true)
    const outcome = say('x'.repeat(limits.lineCharacters + 1))
    expect(outcome.ok ? 'said' : outcome.problem).toMatchObject({
      code: 'text-too-long',
      detail: { limit: 120, length: 121 },
    })
  })

  it('is for leaders alone, never on the standing walk, and no more once the walk is closed', () => {
    const others = Object.values(actors).filter((actor) => actor !== actors.leader)
    for (const actor of others) {
      expect(say('Hør', walk, makeContext({ actor }))).toEqual(refusedWith('not-allowed'))
    }
    expect(say('Hør', { ...walk, isStanding: true })).toEqual(refusedWith('not-allowed'))
    expect(say('Hør', { ...walk, phase: 'closed' })).toEqual(refusedWith('walk-closed'))
  })

  it('is read by everybody on the walk without the phone that said it', () => {
    const said = after(say('Vi mødes ved bænken'))
    for (const actor of Object.values(actors)) {
      expect(textsOf(visibleWalk(said, actor))).toEqual(['Vi mødes ved bænken'])
      expect(JSON.stringify(visibleWalk(said, actor))).not.toContain(actors.leader.clientId)
    }
  })

  it('goes from the walk with its phone, and nothing else does', () => {
    const other = makeContext({ actor: { ...actors.leader, clientId: someUuid() } })
    const both = after(say('Den ene', after(say('Den anden', walk, other))))
    const isOwn = ({ by }: { by?: string }) => by === actors.leader.clientId
    const left = withoutLines(both, isOwn)
    expect(left && textsOf(left)).toEqual(['Den anden'])
    expect(withoutLines(both, () => true)).toEqual(walk)
    expect(withoutLines(walk, () => true)).toBeUndefined()
  })
})
