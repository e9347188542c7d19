import { describe, expect, it } from 'vitest'
import { applyToObservation } from '../../../shared/observation/triage/mutations.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import {
  actors,
  makeAnnouncement,
  makeContext,
  makeObservation,
} from '../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../support/oracles/rule-outcomes.ts'

describe('announcing a photo', () => {
  const announce = (current: Observation, context: Partial<WalkContext> = {}) => {
    const args = { observationId: current.id, photo: makeAnnouncement() }
    return applyToObservation(current, { name: 'photo.announce@1', args }, makeContext(context))
  }

  it('adds it as announced', () => {
    const { observation, event } = applied(announce(makeObservation()))
    expect(observation.photos).toMatchObject([{ state: 'announced', size: 300_000 }])
    expect(event.kind).toBe('photo-announced')
  })

  it('D6: keeps one that comes after withdrawal and flags it', () => {
    const { observation, event } = applied(announce(makeObservation({ isWithdrawn: true })))
    expect(observation.photos).toHaveLength(1)
    expect(event.data).toMatchObject({ afterWithdrawal: true })
  })

  it('refuses an eleventh, a repeated one, one of behaviour, strangers and accounts', () => {
    const full = Array.from({ length: 10 }, () => ({
      ...makeAnnouncement(),
      state: 'stored' as const,
    }))
    expect(announce(makeObservation({ photos: full }))).toEqual(
      refusedWith('too-many-photos', { limit: 10 }),
    )
    const first = makeAnnouncement()
    const current = makeObservation({ photos: [{ ...first, state: 'stored' }] })
    const again = applyToObservation(
      current,
      { name: 'photo.announce@1', args: { observationId: current.id, photo: first } },
      makeContext(),
    )
    expect(again).toEqual(refusedWith('photo-id-in-use'))
    expect(announce(makeObservation({ category: 'adf.stoej' }))).toEqual(
      refusedWith('no-photos-here'),
    )
    expect(announce(makeObservation(), { actor: actors.otherWalker })).toEqual(
      refusedWith('not-yours'),
    )
    expect(announce(makeObservation(), { actor: actors.coordinator })).toEqual(
      refusedWith('not-allowed'),
    )
    expect(announce(makeObservation(), { actor: actors.viewer })).toEqual(
      refusedWith('observation-missing'),
    )
  })
})
