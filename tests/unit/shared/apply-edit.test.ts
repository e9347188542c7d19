import { describe, expect, it } from 'vitest'
import { applyToObservation } from '../../../shared/observation/triage/mutations.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import {
  actors,
  makeAnnouncement,
  makeContext,
  makeObservation,
  somePosition,
} from '../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../support/oracles/rule-outcomes.ts'

const edit = (
  current: Observation,
  changes: ObservationArgs<'observation.edit@1'>['changes'],
  context: Partial<WalkContext> = {},
) =>
  applyToObservation(
    current,
    { name: 'observation.edit@1', args: { observationId: current.id, changes } },
    makeContext(context),
  )

describe('edit', () => {
  const toText = (base: string, value: string) => ({ text: { base, value } })

  it('applies the author’s edit of what is untouched since its base', () => {
    const current = makeObservation({ text: 'A' })
    const { observation, event } = applied(edit(current, toText('A', 'B')))
    expect(observation.text).toBe('B')
    expect(observation.suggestions).toEqual([])
    expect(event).toEqual({ kind: 'edited', data: { fields: ['text'], restricted: false } })
  })

  it('compares whole values, whatever order their keys come in', () => {
    const current = makeObservation()
    const base = { source: 'gps' as const, latitude: 57.0482, longitude: 9.9187 }
    const value = { ...somePosition, longitude: 9.92 }
    expect(applied(edit(current, { position: { base, value } })).observation.position).toEqual(
      value,
    )
  })

  it('D4: keeps an official’s value and shows the walker’s beside it', () => {
    const current = makeObservation({ text: 'Rettet', officialFields: ['text'] })
    for (const base of ['A', 'Rettet']) {
      const { observation, event } = applied(edit(current, toText(base, 'B')))
      expect(observation.text).toBe('Rettet')
      expect(observation.suggestions).toMatchObject([{ field: 'text', value: 'B' }])
      expect(event.kind).toBe('suggested')
    }
  })

  it('D4: an official’s later value answers the suggestion', () => {
    const current = makeObservation({
      text: 'Rettet',
      officialFields: ['text'],
      suggestions: [{ field: 'text', value: 'B', at: '2026-10-29T19:00:00.000Z' }],
    })
    const { observation } = applied(
      edit(current, toText('Rettet', 'B!'), { actor: actors.coordinator }),
    )
    expect(observation).toMatchObject({ text: 'B!', suggestions: [], officialFields: ['text'] })
  })

  it('D3: an older edit of the author does not overwrite a leader’s, and is kept beside it', () => {
    const current = makeObservation({ text: 'A' })
    const byLeader = applied(edit(current, toText('A', 'L'), { actor: actors.leader })).observation
    const { observation } = applied(edit(byLeader, toText('A', 'B')))
    expect(observation).toMatchObject({ text: 'L', suggestions: [{ field: 'text', value: 'B' }] })
  })

  it('tells a leader and a second coordinator who edit what has changed', () => {
    const current = makeObservation({ text: 'Ny' })
    for (const actor of [actors.leader, actors.recorder, actors.coordinator]) {
      expect(edit(current, toText('A', 'B'), { actor })).toEqual(
        refusedWith('stale', { field: 'text' }),
      )
    }
  })

  it('lets two officials change different fields', () => {
    const context = { actor: actors.coordinator }
    const first = applied(
      edit(makeObservation({ text: 'A', place: 'P' }), toText('A', 'B'), context),
    ).observation
    const second = applied(edit(first, { place: { base: 'P', value: 'Q' } }, context)).observation
    expect(second).toMatchObject({ text: 'B', place: 'Q', officialFields: ['text', 'place'] })
  })

  it('applies free fields and suggests held ones of the same edit', () => {
    const current = makeObservation({ text: 'T', place: 'P', officialFields: ['text'] })
    const changes = { ...toText('T', 'U'), place: { base: 'P', value: 'Q' } }
    const { observation, event } = applied(edit(current, changes))
    expect(observation).toMatchObject({ text: 'T', place: 'Q' })
    expect(observation.suggestions).toMatchObject([{ field: 'text', value: 'U' }])
    expect(event.kind).toBe('edited')
  })

  it('ends for walkers when the walk is closed: their wording is kept beside, leaders still correct', () => {
    const current = makeObservation({ text: 'A' })
    const late = applied(edit(current, toText('A', 'B'), { phase: 'closed' })).observation
    expect(late).toMatchObject({ text: 'A', suggestions: [{ field: 'text', value: 'B' }] })
    const context = { phase: 'closed', actor: actors.leader } as const
    expect(applied(edit(current, toText('A', 'B'), context)).observation.text).toBe('B')
  })

  it('D6: of a withdrawn observation is kept with it and flagged; an official’s is refused', () => {
    const current = makeObservation({ text: 'A', isWithdrawn: true })
    const { observation, event } = applied(edit(current, toText('A', 'B')))
    expect(observation).toMatchObject({ text: 'A', suggestions: [{ field: 'text', value: 'B' }] })
    expect(event).toMatchObject({ kind: 'suggested', data: { afterWithdrawal: true } })
    expect(edit(current, toText('A', 'B'), { actor: actors.coordinator })).toEqual(
      refusedWith('observation-withdrawn'),
    )
  })

  it('makes no suggestion of what already stands', () => {
    const current = makeObservation({ text: 'B', officialFields: ['text'] })
    expect(applied(edit(current, toText('A', 'B'))).observation.suggestions).toEqual([])
  })

  it('is for the author, leaders, recorders and coordinators', () => {
    const current = makeObservation({ text: 'A' })
    for (const actor of [actors.otherWalker, actors.official, actors.admin, actors.effortOwner]) {
      expect(edit(current, toText('A', 'B'), { actor })).toEqual(refusedWith('not-yours'))
    }
    for (const actor of [actors.leader, actors.recorder, actors.coordinator]) {
      expect(edit(current, toText('A', 'B'), { actor }).ok).toBe(true)
    }
  })

  it('hides what the person may not see behind the same answer as what is not there', () => {
    const restricted = makeObservation({ category: 'adf.chikane', text: 'A' })
    for (const actor of [actors.otherWalker, actors.recorder, actors.viewer]) {
      expect(edit(restricted, toText('A', 'B'), { actor })).toEqual(
        refusedWith('observation-missing'),
      )
    }
    expect(edit(restricted, toText('A', 'B')).ok).toBe(true)
  })

  it.each([
    [{ category: { base: 'lys.slukket', value: 'ny.kategori' } }, 'unknown-category'],
    [{ position: { base: somePosition, value: { ...somePosition, latitude: 0 } } }, 'outside-area'],
    [{ text: { base: '', value: 'a\u0000' } }, 'unreadable-text'],
  ] as const)('E2: refuses %j with %s', (changes, code) => {
    expect(edit(makeObservation(), changes)).toEqual(refusedWith(code))
  })

  it('refuses a category without photos for an observation that has some', () => {
    const photos = [{ ...makeAnnouncement(), state: 'stored' as const }]
    const changes = { category: { base: 'lys.slukket', value: 'adf.stoej' } }
    expect(edit(makeObservation({ photos }), changes)).toEqual(refusedWith('no-photos-here'))
  })
})
