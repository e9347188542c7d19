import { findCategory, isRestrictedCategory, mayHavePhotos } from './categories.ts'
import { keptOffset } from '../sync/captured-moment.ts'
import { isInsideBox } from '../geo.ts'
import { problemsOfText } from './check-text.ts'
import { limits } from '../limits.ts'
import type { WalkContext } from '../sync/mutation-context.ts'
import { changed, type Effects } from '../sync/subject.ts'
import type { ObservationArgs } from './mutation-schemas.ts'
import {
  audienceOf,
  editableFields,
  flagIfWithdrawn,
  type EditableField,
  type EditableFields,
  type Observation,
  type Suggestion,
} from './observation.ts'
import { canonicalJson } from '../sync/canonical-json.ts'
import { checkAnnouncement } from './apply-photo.ts'
import { withCorrections } from './gathering/corrections.ts'
import { announcedPhoto } from './photo.ts'
import { refuse, refuseAll, type Outcome, type Problem } from '../problem.ts'
import { isAuthor, mayEdit, mayPin } from '../access/permissions.ts'

type CreateArgs = ObservationArgs<'observation.create@1'>
type EditArgs = ObservationArgs<'observation.edit@1'>

export const authoriseCreate = (
  _args: CreateArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined => (mayPin(actor) ? undefined : refuse('not-allowed'))

export function create(args: CreateArgs, context: WalkContext): Outcome<Effects> {
  const refusal = refuseAll(problemsWithFields(args, context)) ?? checkPhotos(args, context)
  if (refusal) return refusal
  const observation = newObservation(args, context)
  const data = { category: args.category, late: observation.isLate }
  return changed('observation', observation, { kind: 'created', data })
}

/** Late items are kept for review and never turned away (sync.md §2.11 "walk closed", H4). */
export function newObservation(args: CreateArgs, context: WalkContext): Observation {
  const category = findCategory(args.category)
  return {
    id: args.observationId,
    walkId: context.walkId,
    number: null,
    category: args.category,
    position: args.position,
    place: args.place ?? '',
    text: args.text ?? '',
    severity: args.severity ?? category?.severity ?? 1,
    feeling: args.feeling ?? null,
    ownerType: args.ownerType ?? null,
    ...(args.stop ? { stop: args.stop } : {}),
    ...(args.writtenFor ? { writtenFor: args.writtenFor } : {}),
    status: 'received',
    partyIds: [],
    dueOn: null,
    answer: null,
    photos: (args.photos ?? []).map((photo) => announcedPhoto(photo, context.receivedAt)),
    comments: [],
    suggestions: [],
    officialFields: [],
    isWithdrawn: false,
    wantsWithdrawal: false,
    isLate: context.phase === 'closed' || !context.isMember,
    authorClientId: context.actor.kind === 'device' ? context.actor.clientId : null,
    authorName: context.actorName === '' ? null : context.actorName,
    capturedAt: context.capturedAt,
    ...keptOffset(context.clockOffsetMs),
    receivedAt: context.receivedAt,
    updatedAt: context.receivedAt,
  }
}

function problemsWithFields(
  fields: Partial<Pick<CreateArgs, 'category' | 'position' | 'place' | 'text'>>,
  context: WalkContext,
): Problem[] {
  const { category, position, place, text } = fields
  const isUnknown = category !== undefined && !findCategory(category)
  const isOutside = position !== undefined && !isInsideBox(position, context.bounds)
  return [
    ...(isUnknown ? [{ code: 'unknown-category' } as const] : []),
    ...(isOutside ? [{ code: 'outside-area' } as const] : []),
    ...problemsOfText(text),
    ...problemsOfText(place, 'place'),
  ]
}

function checkPhotos(args: CreateArgs, context: WalkContext): Outcome<never> | undefined {
  const photos = args.photos ?? []
  if (photos.length > limits.photosPerObservation) {
    return refuse('too-many-photos', { limit: limits.photosPerObservation })
  }
  if (photos.length > 0 && context.actor.kind !== 'device') return refuse('not-allowed')
  if (photos.length > 0 && !mayHavePhotos(args.category)) return refuse('no-photos-here')
  const ids = new Set(photos.map(({ photoId }) => photoId))
  if (ids.size < photos.length) return refuse('photo-id-in-use')
  for (const photo of photos) {
    const problem = checkAnnouncement(photo)
    if (problem) return problem
  }
  return undefined
}

export function authoriseEdit(
  current: Observation,
  _args: EditArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  const audience = audienceOf(current)
  if (current.isWithdrawn && actor.kind !== 'device') return refuse('observation-withdrawn')
  return mayEdit(actor, audience) ? undefined : refuse('not-yours')
}

/**
 * Three-way decision per field without clocks (sync.md §2.11). The author's edit applies to fields untouched since its base;
 * where an official has set the value, where somebody else has changed it, or once the walk is closed or the pin withdrawn, what stands
 * stays and the author's value becomes a visible suggestion. Leaders and officials who edit what has changed are told (`stale`).
 */
export function edit(current: Observation, args: EditArgs, context: WalkContext): Outcome<Effects> {
  const values = proposedValues(args)
  const refusal = refuseAll(problemsWithFields(values, context))
  if (refusal) return refusal
  if (values.category && current.photos.length > 0 && !mayHavePhotos(values.category)) {
    return refuse('no-photos-here')
  }
  const isWalker = context.actor.kind === 'device'
  return isWalker ? editAsWalker(current, args, context) : editAsOfficial(current, args, context)
}

const proposedFields = (args: EditArgs): EditableField[] =>
  editableFields.filter((field) => args.changes[field] !== undefined)

function proposedValues(args: EditArgs): Partial<EditableFields> {
  return Object.fromEntries(
    proposedFields(args).map((field) => [field, args.changes[field]?.value]),
  )
}

function editAsOfficial(
  current: Observation,
  args: EditArgs,
  context: WalkContext,
): Outcome<Effects> {
  const fields = proposedFields(args)
  const stale = fields.find((field) => isStale(current, args, field))
  if (stale) return refuse('stale', { field: stale })
  const observation: Observation = {
    ...current,
    ...proposedValues(args),
    officialFields: [...new Set([...current.officialFields, ...fields])],
    suggestions: current.suggestions.filter(({ field }) => !fields.includes(field)),
    updatedAt: context.receivedAt,
  }
  const corrected = withCorrections(current, observation, context)
  return changed('observation', corrected, editEvent('edited', fields, current))
}

function isStale(current: Observation, { changes }: EditArgs, field: EditableField): boolean {
  return canonicalJson(changes[field]?.base) !== canonicalJson(current[field])
}

const isSame = (current: Observation, { changes }: EditArgs, field: EditableField): boolean =>
  canonicalJson(changes[field]?.value) === canonicalJson(current[field])

/** A walker's own pins are open until the walk is closed (domain.md §4); leaders and recorders also correct afterwards. */
const isClosedFor = (current: Observation, { actor, phase }: WalkContext): boolean =>
  current.isWithdrawn || (phase === 'closed' && actor.kind === 'device' && actor.role === 'walker')

function editAsWalker(
  current: Observation,
  args: EditArgs,
  context: WalkContext,
): Outcome<Effects> {
  const fields = proposedFields(args).filter((field) => !isSame(current, args, field))
  const isClosed = isClosedFor(current, context)
  const official = fields.filter((field) => isClosed || current.officialFields.includes(field))
  const stale = fields.filter((field) => !official.includes(field) && isStale(current, args, field))
  if (stale[0] && !isAuthor(context.actor, current)) return refuse('stale', { field: stale[0] })
  const held = [...official, ...stale]
  const free = fields.filter((field) => !held.includes(field))
  const values = proposedValues(args)
  const suggestions: Suggestion[] = held.map((field) => ({
    field,
    value: values[field],
    at: context.now,
  }))
  const observation: Observation = {
    ...current,
    ...Object.fromEntries(free.map((field) => [field, values[field]])),
    suggestions: [
      ...current.suggestions.filter(({ field }) => !held.includes(field)),
      ...suggestions,
    ],
    updatedAt: context.receivedAt,
  }
  const kind = free.length === 0 && held.length > 0 ? 'suggested' : 'edited'
  const corrected = withCorrections(current, observation, context)
  return changed('observation', corrected, editEvent(kind, fields, current))
}

/** Values stay out of history: it keeps no personal text that an erasure must chase (O2). */
function editEvent(kind: 'edited' | 'suggested', fields: EditableField[], before: Observation) {
  const restricted = isRestrictedCategory(before.category)
  return { kind, data: { fields, restricted, ...flagIfWithdrawn(before) } }
}
