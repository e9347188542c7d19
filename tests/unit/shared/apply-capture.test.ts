import { describe, expect, it } from 'vitest'
import { applyMutation } from '../../../shared/apply-mutation.ts'
import { categories } from '../../../shared/categories.ts'
import type { MutationContext } from '../../../shared/mutation-context.ts'
import type { MutationArgs } from '../../../shared/mutation.ts'
import type { Observation } from '../../../shared/observation.ts'
import {
  actors,
  makeAnnouncement,
  makeContext,
  makeCreate,
  makeObservation,
  somePosition,
} from '../../support/make-observation.ts'

const create = (
  changes: Partial<MutationArgs<'observation.create@1'>> = {},
  context: Partial<MutationContext> = {},
) =>
  applyMutation(
    undefined,
    { name: 'observation.create@1', args: makeCreate(changes) },
    makeContext(context),
  )

const edit = (
  current: Observation,
  changes: MutationArgs<'observation.edit@1'>['changes'],
  context: Partial<MutationContext> = {},
) =>
  applyMutation(
    current,
    { name: 'observation.edit@1', args: { observationId: current.id, changes } },
    makeContext(context),
  )

const withdraw = (current: Observation, context: Partial<MutationContext> = {}) =>
  applyMutation(
    current,
    { name: 'observation.withdraw@1', args: { observationId: current.id, reason: 'Fejl' } },
    makeContext(context),
  )

const refusedWith = (code: string, detail?: Record<string, unknown>) => ({
  ok: false,
  problem: detail ? { code, detail } : { code },
})

function applied(outcome: ReturnType<typeof applyMutation>) {
  if (!outcome.ok) throw new Error(`refused: ${outcome.problem.code}`)
  return outcome.value
}

describe('create', () => {
  it('fills in what the walker left out from the category', () => {
    for (const category of categories) {
      const { observation } = applied(create({ category: category.id }))
      expect(observation.severity).toBe(category.severity)
    }
  })

  it('keeps what the walker said', () => {
    const { observation, event } = applied(create({ severity: 4, feeling: 2, place: 'Ved nr. 4' }))
    expect(observation).toMatchObject({
      severity: 4,
      feeling: 2,
      place: 'Ved nr. 4',
      status: 'received',
      authorClientId: actors.walker.clientId,
      authorName: 'Anna',
      isLate: false,
      number: null,
    })
    expect(event).toEqual({ kind: 'created', data: { category: 'lys.slukket', late: false } })
  })

  it.each([
    [{ category: 'ny.kategori' }, 'unknown-category'],
    [{ position: { longitude: 57.0482, latitude: 9.9187, source: 'gps' } }, 'outside-area'],
    [{ position: { longitude: 0, latitude: 0, source: 'map' } }, 'outside-area'],
    [{ text: 'a\u0000b' }, 'unreadable-text'],
    [{ text: 'a\udc00b' }, 'unreadable-text'],
    [{ place: 'a\u0000b' }, 'unreadable-text'],
  ] as const)('E2: refuses %j with %s', (changes, code) => {
    expect(create(changes)).toEqual(refusedWith(code))
  })

  it('E2: refuses a text of a megabyte with its length, and takes emoji and right-to-left text', () => {
    expect(create({ text: 'a'.repeat(1_000_000) })).toEqual(
      refusedWith('text-too-long', { limit: 4000, length: 1_000_000 }),
    )
    const { observation } = applied(create({ text: '🕯️ مظلم هنا' }))
    expect(observation.text).toBe('🕯️ مظلم هنا')
  })

  it('refuses photos that are too many, too large, of another type, of behaviour, or the same twice', () => {
    const photo = makeAnnouncement()
    const eleven = Array.from({ length: 11 }, () => makeAnnouncement())
    expect(create({ photos: eleven })).toEqual(refusedWith('too-many-photos', { limit: 10 }))
    expect(create({ photos: [{ ...photo, size: 12_582_913 }] })).toEqual(
      refusedWith('photo-too-large', { limit: 12_582_912, size: 12_582_913 }),
    )
    expect(create({ photos: [{ ...photo, mime: 'image/svg+xml' }] })).toEqual(
      refusedWith('photo-type', { mime: 'image/svg+xml' }),
    )
    expect(create({ category: 'adf.ophold', photos: [photo] })).toEqual(
      refusedWith('no-photos-here'),
    )
    expect(create({ photos: [photo, photo] })).toEqual(refusedWith('photo-id-in-use'))
  })

  it('takes ten photos of the largest size', () => {
    const photos = Array.from({ length: 10 }, () => ({ ...makeAnnouncement(), size: 12_582_912 }))
    expect(applied(create({ photos })).observation.photos).toHaveLength(10)
  })

  it('is for people in the walk and coordinators; only phones announce photos', () => {
    for (const actor of [actors.official, actors.effortOwner, actors.viewer, actors.admin]) {
      expect(create({}, { actor })).toEqual(refusedWith('not-allowed'))
    }
    const byCoordinator = applied(create({}, { actor: actors.coordinator }))
    expect(byCoordinator.observation.authorClientId).toBeNull()
    expect(create({ photos: [makeAnnouncement()] }, { actor: actors.coordinator })).toEqual(
      refusedWith('not-allowed'),
    )
  })

  it('takes in late items of a closed walk and of removed people, and flags them', () => {
    expect(applied(create({}, { phase: 'closed' })).observation.isLate).toBe(true)
    expect(applied(create({}, { isMember: false })).observation.isLate).toBe(true)
  })

  it('refuses a second observation under the same id', () => {
    const outcome = applyMutation(
      makeObservation(),
      { name: 'observation.create@1', args: makeCreate() },
      makeContext(),
    )
    expect(outcome).toEqual(refusedWith('observation-exists'))
  })
})

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

describe('withdraw', () => {
  it('removes an untriaged pin of an open walk', () => {
    const { observation, event } = applied(withdraw(makeObservation()))
    expect(observation).toMatchObject({ isWithdrawn: true, wantsWithdrawal: false })
    expect(event).toEqual({ kind: 'withdrawn', data: { reason: 'Fejl' } })
  })

  it('asks for it once triaged or once the walk is closed', () => {
    const triaged = withdraw(makeObservation({ status: 'assigned' }))
    const late = withdraw(makeObservation(), { phase: 'closed' })
    for (const outcome of [triaged, late]) {
      expect(applied(outcome).observation).toMatchObject({
        isWithdrawn: false,
        wantsWithdrawal: true,
      })
      expect(applied(outcome).event.kind).toBe('withdrawal-requested')
    }
  })

  it('is final when a coordinator does it', () => {
    const current = makeObservation({ status: 'assigned', wantsWithdrawal: true })
    const { observation } = applied(withdraw(current, { actor: actors.coordinator }))
    expect(observation).toMatchObject({ isWithdrawn: true, wantsWithdrawal: false })
  })

  it('refuses strangers, unseen ones, withdrawn ones and bad characters', () => {
    expect(withdraw(makeObservation(), { actor: actors.otherWalker })).toEqual(
      refusedWith('not-yours'),
    )
    expect(
      withdraw(makeObservation({ category: 'adf.ophold' }), { actor: actors.otherWalker }),
    ).toEqual(refusedWith('observation-missing'))
    expect(withdraw(makeObservation({ isWithdrawn: true }))).toEqual(
      refusedWith('observation-withdrawn'),
    )
    const current = makeObservation()
    const outcome = applyMutation(
      current,
      { name: 'observation.withdraw@1', args: { observationId: current.id, reason: '\ud800' } },
      makeContext(),
    )
    expect(outcome).toEqual(refusedWith('unreadable-text'))
  })
})

describe('announcing a photo', () => {
  const announce = (current: Observation, context: Partial<MutationContext> = {}) => {
    const args = { observationId: current.id, photo: makeAnnouncement() }
    return applyMutation(current, { name: 'photo.announce@1', args }, makeContext(context))
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
    const again = applyMutation(
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

describe('every mutation but create', () => {
  it.each([
    'observation.edit@1',
    'observation.withdraw@1',
    'observation.set-status@1',
    'observation.assign@1',
    'observation.comment@1',
    'photo.announce@1',
  ] as const)('%s answers observation-missing for what is not there', (name) => {
    const args = { observationId: makeObservation().id } as never
    expect(applyMutation(undefined, { name, args }, makeContext())).toEqual(
      refusedWith('observation-missing'),
    )
  })
})
