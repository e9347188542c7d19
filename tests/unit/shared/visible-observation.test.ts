import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categories } from '../../../shared/categories.ts'
import { statuses } from '../../../shared/observation-status.ts'
import type { Comment, Observation } from '../../../shared/observation.ts'
import type { Actor } from '../../../shared/roles.ts'
import { visibleObservation } from '../../../shared/visible-observation.ts'
import {
  actors,
  makeAnnouncement,
  makeObservation,
  otherClient,
  someUuid,
  walkerClient,
} from '../../support/make-observation.ts'

/** Every secret carries this mark, so that a leak shows wherever it is. */
const secret = 'SECRET'

const comment: fc.Arbitrary<Comment> = fc.record({
  id: fc.constant(null).map(someUuid),
  audience: fc.constantFrom('public', 'internal'),
  text: fc.string(),
  by: fc.constantFrom('Anna', 'Bo', 'Politiet'),
  at: fc.constant('2026-10-29T19:00:00.000Z'),
})
const commentOfPhone = comment.map((said) => ({ ...said, authorClientId: otherClient }))
const internalComment = comment.map((said) => ({
  ...said,
  audience: 'internal' as const,
  text: secret,
  by: secret,
}))

const observation: fc.Arbitrary<Observation> = fc
  .record({
    category: fc.constantFrom(...categories.map(({ id }) => id)),
    status: fc.constantFrom(...statuses),
    partyIds: fc.subarray(['road', 'police', 'park']),
    isWithdrawn: fc.boolean(),
    authorClientId: fc.constantFrom(walkerClient, otherClient, null),
    feeling: fc.constantFrom(1, 3, 5, null),
    suggestions: fc.constantFrom(
      [],
      [{ field: 'text' as const, value: 'B', at: '2026-10-29T19:00:00.000Z' }],
    ),
    comments: fc.array(fc.oneof(comment, commentOfPhone, internalComment), { maxLength: 6 }),
    photos: fc.constantFrom([], [{ ...makeAnnouncement(), state: 'stored' as const }]),
  })
  .map((changes) => makeObservation({ ...changes, authorName: 'AUTHOR-NAME' }))

const actor: fc.Arbitrary<Actor> = fc.constantFrom(...Object.values(actors))

/** The rules of domain.md §4 written again, from the words and not from the code. */
function maySeeByHandbook(reader: Actor, seen: Observation): boolean {
  const category = categories.find(({ id }) => id === seen.category)
  const isOwn = reader.kind === 'device' && reader.clientId === seen.authorClientId
  const isAnswering =
    reader.kind === 'account' && reader.role !== 'viewer' && reader.role !== 'admin'
  if (seen.isWithdrawn && !isAnswering) return false
  if (reader.kind === 'account' && reader.role === 'viewer') return false
  if (reader.kind === 'account' && reader.role === 'effort-owner') {
    const feeds = category?.efforts.some((effort) => reader.efforts.includes(effort)) ?? false
    return feeds && !category?.isRestricted
  }
  if (!category?.isRestricted) return true
  if (reader.kind === 'device') return isOwn || reader.role === 'leader'
  if (reader.role === 'coordinator') return true
  return reader.role === 'official' && seen.partyIds.some((id) => reader.partyIds.includes(id))
}

const allowedFields = [
  'answer',
  'authorName',
  'capturedAt',
  'category',
  'comments',
  'dueOn',
  'feeling',
  'id',
  'isLate',
  'isOwn',
  'isRestricted',
  'isWithdrawn',
  'number',
  'officialFields',
  'ownerType',
  'partyIds',
  'photos',
  'place',
  'position',
  'receivedAt',
  'severity',
  'status',
  'suggestions',
  'text',
  'updatedAt',
  'walkId',
  'wantsWithdrawal',
]

describe('what a reader gets of an observation', () => {
  it('O1: is there exactly when the handbook lets the role see it', () => {
    fc.assert(
      fc.property(observation, actor, (given, reader) => {
        expect(visibleObservation(given, reader) !== undefined).toBe(
          maySeeByHandbook(reader, given),
        )
      }),
      { numRuns: 2_000 },
    )
  })

  it('O1: has no field and no name outside the role', () => {
    fc.assert(
      fc.property(observation, actor, (given, reader) => {
        const seen = visibleObservation(given, reader)
        if (!seen) return
        expect(Object.keys(seen).sort()).toEqual(allowedFields)
        const text = JSON.stringify(seen)
        expect(text).not.toContain('authorClientId')
        const isOwn = reader.kind === 'device' && reader.clientId === given.authorClientId
        const isAnswering = reader.kind === 'account' && reader.role !== 'admin'
        expect(seen.isOwn).toBe(isOwn)
        if (isAnswering) {
          expect(seen.comments).toHaveLength(given.comments.length)
          return
        }
        expect(text).not.toContain(secret)
        const readerClient = reader.kind === 'device' ? reader.clientId : undefined
        const named = given.comments.filter(
          ({ audience, authorClientId }) =>
            audience === 'public' && (!authorClientId || authorClientId === readerClient),
        )
        expect(seen.comments.filter(({ by }) => by !== '')).toHaveLength(named.length)
        if (isOwn) return
        expect(text).not.toContain('AUTHOR-NAME')
        expect(seen).toMatchObject({ feeling: null, suggestions: [], officialFields: [] })
      }),
      { numRuns: 2_000 },
    )
  })

  it('O1: narrows a second time to the same, as phones do over their cache', () => {
    fc.assert(
      fc.property(observation, actor, (given, reader) => {
        const seen = visibleObservation(given, reader)
        if (!seen) return
        const authorClientId = seen.isOwn ? given.authorClientId : null
        const { isOwn: _, isRestricted: __, ...rest } = seen
        expect(visibleObservation({ ...rest, authorClientId }, reader)).toEqual(seen)
      }),
    )
  })
})
