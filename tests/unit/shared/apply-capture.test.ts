import { describe, expect, it } from 'vitest'
import { applyToObservation } from '../../../shared/observation/triage/mutations.ts'
import { categories } from '../../../shared/observation/categories.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import {
  actors,
  makeAnnouncement,
  makeContext,
  makeCreate,
  makeObservation,
} from '../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../support/oracles/rule-outcomes.ts'

const create = (
  changes: Partial<ObservationArgs<'observation.create@1'>> = {},
  context: Partial<WalkContext> = {},
) =>
  applyToObservation(
    undefined,
    { name: 'observation.create@1', args: makeCreate(changes) },
    makeContext(context),
  )

const withdraw = (current: Observation, context: Partial<WalkContext> = {}) =>
  applyToObservation(
    current,
    { name: 'observation.withdraw@1', args: { observationId: current.id, reason: 'Fejl' } },
    makeContext(context),
  )

const restore = (current: Observation, context: Partial<WalkContext> = {}) =>
  applyToObservation(
    current,
    { name: 'observation.restore@1', args: { observationId: current.id } },
    makeContext(context),
  )

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
    const outcome = applyToObservation(
      makeObservation(),
      { name: 'observation.create@1', args: makeCreate() },
      makeContext(),
    )
    expect(outcome).toEqual(refusedWith('observation-exists'))
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
    const outcome = applyToObservation(
      current,
      { name: 'observation.withdraw@1', args: { observationId: current.id, reason: '\ud800' } },
      makeContext(),
    )
    expect(outcome).toEqual(refusedWith('unreadable-text'))
  })
})

describe('taking a withdrawal back', () => {
  it('gives the author the own withdrawn pin back as it was, also after the walk was closed', () => {
    const before = makeObservation({ text: 'Lampen er slukket', number: 7 })
    const { observation } = applied(withdraw(before))
    const { observation: after, event } = applied(restore(observation, { phase: 'closed' }))
    expect(after).toEqual({ ...before, updatedAt: after.updatedAt })
    expect(event).toEqual({ kind: 'restored', data: {} })
  })

  it('takes back the own wish to have a triaged pin withdrawn', () => {
    const { observation } = applied(withdraw(makeObservation({ status: 'assigned' })))
    expect(applied(restore(observation)).observation).toMatchObject({
      isWithdrawn: false,
      wantsWithdrawal: false,
    })
  })

  it('leaves withdrawn what an official or a leader has withdrawn, also when the author had asked for it', () => {
    const wished = applied(withdraw(makeObservation({ status: 'assigned' }))).observation
    for (const current of [makeObservation(), wished]) {
      for (const actor of [actors.coordinator, actors.leader]) {
        const { observation } = applied(withdraw({ ...current, status: 'received' }, { actor }))
        expect(restore(observation)).toEqual(refusedWith('observation-withdrawn'))
      }
    }
  })

  it('is for the author alone', () => {
    const { observation } = applied(withdraw(makeObservation()))
    expect(restore(observation, { actor: actors.otherWalker })).toEqual(refusedWith('not-yours'))
    expect(restore(observation, { actor: actors.coordinator })).toEqual(refusedWith('not-yours'))
  })

  it('changes nothing when the pin stands already', () => {
    const current = makeObservation()
    const { observation } = applied(restore(current))
    expect(observation).toEqual({ ...current, updatedAt: observation.updatedAt })
  })
})

describe('every mutation but create', () => {
  it.each([
    'observation.edit@1',
    'observation.withdraw@1',
    'observation.restore@1',
    'observation.set-status@1',
    'observation.assign@1',
    'observation.comment@1',
    'photo.announce@1',
  ] as const)('%s answers observation-missing for what is not there', (name) => {
    const args = { observationId: makeObservation().id } as never
    expect(applyToObservation(undefined, { name, args }, makeContext())).toEqual(
      refusedWith('observation-missing'),
    )
  })
})
