import { describe, expect, it } from 'vitest'
import type { DeviceActor } from '../../../../shared/access/roles.ts'
import type { Feeling, Observation } from '../../../../shared/observation/observation.ts'
import { applySeenToo } from '../../../../shared/observation/seen/mutations.ts'
import { ownSeenToo, seenCount } from '../../../../shared/observation/seen/seen-count.ts'
import { applyToObservation } from '../../../../shared/observation/triage/mutations.ts'
import { visibleObservation } from '../../../../shared/observation/visible-observation.ts'
import {
  actors,
  makeAnnouncement,
  makeContext,
  makeObservation,
  someUuid,
} from '../../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../../support/oracles/rule-outcomes.ts'

type Said = { sees: boolean; feeling?: Feeling | null }
const say = (current: Observation, said: Said, actor: DeviceActor = actors.otherWalker) =>
  applySeenToo(current, { observationId: current.id, ...said }, makeContext({ actor }))
const stranger = (): DeviceActor => ({ kind: 'device', clientId: someUuid(), role: 'walker' })

describe('"I see it too"', () => {
  it('counts each phone once, however often it is said, and keeps the feeling that was given last', () => {
    const once = applied(say(makeObservation(), { sees: true })).observation
    expect(seenCount(once)).toBe(2)
    expect(say(once, { sees: true })).toEqual({ ok: true, value: [] })
    const felt = applied(say(once, { sees: true, feeling: 2 })).observation
    expect(felt.seenToo).toEqual([{ clientId: actors.otherWalker.clientId, feeling: 2 }])
    expect(say(felt, { sees: true })).toEqual({ ok: true, value: [] })
    const more = applied(say(felt, { sees: true }, actors.leader)).observation
    expect(seenCount(more)).toBe(3)
  })

  it('is taken back with the feeling, and nobody else loses theirs', () => {
    const both = applied(
      say(
        applied(say(makeObservation(), { sees: true, feeling: 1 })).observation,
        { sees: true },
        actors.leader,
      ),
    ).observation
    const { observation, event } = applied(say(both, { sees: false }))
    expect(observation.seenToo).toEqual([{ clientId: actors.leader.clientId, feeling: null }])
    expect(event.kind).toBe('seen-no-more')
    expect(say(observation, { sees: false })).toEqual({ ok: true, value: [] })
  })

  it('is neither for whoever pinned it nor for an account, and hidden pins stay hidden', () => {
    const current = makeObservation()
    expect(say(current, { sees: true }, actors.walker)).toEqual(refusedWith('not-allowed'))
    const args = { observationId: current.id, sees: true }
    const desk = makeContext({ actor: actors.coordinator })
    expect(applySeenToo(current, args, desk)).toEqual(refusedWith('not-allowed'))
    const hidden = makeObservation({ category: 'adf.ophold' })
    expect(say(hidden, { sees: true })).toEqual(refusedWith('observation-missing'))
  })

  it('is kept when it arrives after a withdrawal, and flagged', () => {
    const { observation, event } = applied(
      say(makeObservation({ isWithdrawn: true }), { sees: true }),
    )
    expect(observation.seenToo).toHaveLength(1)
    expect(event.data).toEqual({ afterWithdrawal: true })
  })

  it('lets a person show it by a photo, and not before', () => {
    const current = makeObservation()
    const context = makeContext({ actor: actors.otherWalker })
    const announce = (seen: Observation) => {
      const args = { observationId: seen.id, photo: makeAnnouncement() }
      return applyToObservation(seen, { name: 'photo.announce@1', args }, context)
    }
    expect(announce(current)).toEqual(refusedWith('not-yours'))
    const seen = applied(say(current, { sees: true })).observation
    expect(applied(announce(seen)).observation.photos).toHaveLength(1)
    const back = applied(say(seen, { sees: false })).observation
    expect(announce(back)).toEqual(refusedWith('not-yours'))
  })
})

describe('what a reader gets of those who see it too', () => {
  const felt = (count: number) =>
    Array.from({ length: count }, () => stranger()).reduce(
      (current, actor, index) =>
        applied(say(current, { sees: true, feeling: index % 2 === 0 ? 5 : 1 }, actor)).observation,
      applied(say(makeObservation(), { sees: true })).observation,
    )

  it('is for a walker how many they are and the own answer, with no other phone and no other feeling', () => {
    const seen = visibleObservation(felt(6), actors.otherWalker)
    expect(seen && seenCount(seen)).toBe(8)
    expect(seen && ownSeenToo(seen)).toEqual({
      clientId: actors.otherWalker.clientId,
      feeling: null,
    })
    expect(seen?.seenToo?.slice(1)).toEqual([{}, {}, {}, {}, {}, {}])
    const author = visibleObservation(felt(6), actors.walker)
    expect(author && ownSeenToo(author)).toBeUndefined()
  })

  it('is for officials five feelings at a time, in an order that says nothing', () => {
    const feelingsOf = (count: number) =>
      visibleObservation(felt(count), actors.coordinator)?.seenToo?.flatMap(
        ({ feeling }) => feeling ?? [],
      )
    expect(feelingsOf(4)).toEqual([])
    expect(feelingsOf(5)).toEqual([1, 1, 5, 5, 5])
    expect(feelingsOf(9)).toEqual([1, 1, 5, 5, 5])
    const text = JSON.stringify(visibleObservation(felt(5), actors.coordinator))
    expect(text).not.toContain('clientId')
  })
})

describe('the stop of a pin and for whom it was written', () => {
  const edit = (current: Observation, changes: object, actor: DeviceActor = actors.walker) =>
    applyToObservation(
      current,
      { name: 'observation.edit@1', args: { observationId: current.id, changes } },
      makeContext({ actor }),
    )

  it('are edited by the author as other fields are, also on a pin of an older phone that has neither', () => {
    const stop = someUuid()
    const changes = {
      stop: { base: null, value: stop },
      writtenFor: { base: null, value: 'neighbour' as const },
    }
    const { observation } = applied(edit(makeObservation(), changes))
    expect(observation).toMatchObject({ stop, writtenFor: 'neighbour', suggestions: [] })
    expect(edit(makeObservation(), changes, actors.otherWalker)).toEqual(refusedWith('not-yours'))
  })

  it('tell a leader who comes too late, and leave the author a suggestion', () => {
    const taken = makeObservation({ stop: 'none' })
    const late = { stop: { base: null, value: someUuid() } }
    expect(edit(taken, late, actors.leader)).toEqual(refusedWith('stale', { field: 'stop' }))
    const { observation } = applied(edit(taken, late))
    expect(observation.stop).toBe('none')
    expect(observation.suggestions).toMatchObject([{ field: 'stop' }])
  })
})
