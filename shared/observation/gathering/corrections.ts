import { isAuthor } from '../../access/permissions.ts'
import { roleOf } from '../../access/roles.ts'
import { canonicalJson } from '../../sync/canonical-json.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import {
  editableFields,
  type Correction,
  type EditableField,
  type Observation,
} from '../observation.ts'

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b)

/**
 * Notes what `after` says in other words than the author: who changed each field, and what the author had written. What the author
 * writes anew is nobody's correction any more.
 */
export function withCorrections(
  before: Observation,
  after: Observation,
  { actor, now, receivedAt }: Pick<WalkContext, 'actor' | 'now' | 'receivedAt'>,
): Observation {
  const fields = editableFields.filter((field) => !isSame(before[field], after[field]))
  // Nobody is to be told where there is no author; a phone knows of no other authors than its own person.
  const hasAuthor = before.authorClientId !== null || receivedAt === null
  if (fields.length === 0 || !hasAuthor) return after
  const known = before.corrections ?? []
  const others = known.filter(({ field }) => !fields.includes(field))
  const written = (field: EditableField): unknown => {
    const earlier = known.find((one) => one.field === field)
    return earlier ? earlier.before : before[field]
  }
  const isOwn = isAuthor(actor, before)
  const made: Correction[] = isOwn
    ? []
    : fields
        .map((field) => ({ field, before: written(field), at: now, byRole: roleOf(actor) }))
        .filter((one) => !isSame(one.before, after[one.field]))
  return asCorrected(after, [...others, ...made])
}

function asCorrected(
  { corrections: _, ...rest }: Observation,
  corrections: readonly Correction[],
): Observation {
  return corrections.length > 0 ? { ...rest, corrections } : rest
}
