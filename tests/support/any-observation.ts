import fc from 'fast-check'
import { categories } from '../../shared/categories.ts'
import { statuses } from '../../shared/observation-status.ts'
import type { Comment, Observation } from '../../shared/observation.ts'
import type { Actor } from '../../shared/roles.ts'
import {
  makeAnnouncement,
  makeObservation,
  otherClient,
  someUuid,
  walkerClient,
} from './make-observation.ts'

/** Every secret carries a mark, so that a leak shows wherever it is. */
export const authorSecret = 'AUTHOR-NAME'
export const internalSecret = 'SECRET'

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
  text: internalSecret,
  by: internalSecret,
}))

/** Any observation of two phones or none, with everything that somebody may not see. */
export const anyObservation: fc.Arbitrary<Observation> = fc
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
  .map((changes) => makeObservation({ ...changes, authorName: authorSecret }))

/** The rules of domain.md §4 written again, from the words and not from the code. */
export function maySeeByHandbook(reader: Actor, seen: Observation): boolean {
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

/** All that a reader of any role may get. */
export const allowedFields = [
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
