import { canonicalJson } from '../../../../../shared/sync/canonical-json.ts'
import type { Position } from '../../../../../shared/geo.ts'
import type { ObservationArgs } from '../../../../../shared/observation/mutation-schemas.ts'
import type { EditableFields } from '../../../../../shared/observation/observation.ts'
import type { Problem, ProblemCode } from '../../../../../shared/problem.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import { isTextProblem } from '../../decisions/text-problem.ts'

/** What a coordinator may reword at the desk. The feeling belongs to the walker alone. */
export const deskFields = [
  'category',
  'place',
  'text',
  'severity',
  'ownerType',
  'position',
] as const satisfies readonly (keyof EditableFields)[]
export type DeskField = (typeof deskFields)[number]
export type DeskFields = Pick<EditableFields, DeskField>

export interface EditDraft {
  values: DeskFields
  /** The values when the person began; each change says what it was based on (sync.md §2.11). */
  base: DeskFields
}

const deskFieldsOf = (observation: VisibleObservation): DeskFields => ({
  category: observation.category,
  place: observation.place,
  text: observation.text,
  severity: observation.severity,
  ownerType: observation.ownerType,
  position: observation.position,
})

export const openEditDraft = (observation: VisibleObservation): EditDraft => ({
  values: deskFieldsOf(observation),
  base: deskFieldsOf(observation),
})

const isSame = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b)

export const changedFields = (draft: EditDraft): DeskField[] =>
  deskFields.filter((field) => !isSame(draft.values[field], draft.base[field]))

/**
 * Follows the observation while the form is open: fields the person has not touched take the new value; touched ones keep
 * what was typed. Returns the touched fields that somebody else has changed meanwhile.
 */
export function followEdit(
  draft: EditDraft,
  observation: VisibleObservation,
): { draft: EditDraft; conflicts: DeskField[] } {
  const now = deskFieldsOf(observation)
  const touched = changedFields(draft)
  const kept = Object.fromEntries(touched.map((field) => [field, draft.values[field]]))
  const keptBase = Object.fromEntries(touched.map((field) => [field, draft.base[field]]))
  return {
    draft: { values: { ...now, ...kept }, base: { ...now, ...keptBase } },
    conflicts: touched.filter((field) => !isSame(draft.base[field], now[field])),
  }
}

/** "Save mine all the same": the person has seen the other value and decides. */
export const rebaseEdit = (draft: EditDraft, observation: VisibleObservation): EditDraft => ({
  values: draft.values,
  base: deskFieldsOf(observation),
})

export function editArgs(
  observationId: string,
  { values, base }: EditDraft,
): ObservationArgs<'observation.edit@1'> {
  const changes = changedFields({ values, base }).map((field) => [
    field,
    { base: base[field], value: values[field] },
  ])
  return {
    observationId,
    changes: Object.fromEntries(changes) as ObservationArgs<'observation.edit@1'>['changes'],
  }
}

const fieldOfCode: Partial<Record<ProblemCode, DeskField>> = {
  'unknown-category': 'category',
  'no-photos-here': 'category',
  'outside-area': 'position',
  'place-too-long': 'place',
}

/** Returns the field that a refusal concerns. */
export const fieldOfEditProblem = (problem: Problem): DeskField | undefined =>
  isTextProblem(problem) ? 'text' : fieldOfCode[problem.code]

/** `57,02812, 9,97655` or `57.02812 9.97655`: latitude first, as on maps. */
const typedPlace = /^\s*(\d{1,2}[.,]\d+)\s*[,;\s]\s*(\d{1,3}[.,]\d+)\s*$/

/** Parses a typed place; `undefined` when it is none. It is chosen by hand, so it has no accuracy. */
export function readTypedPosition(typed: string): Position | undefined {
  const parts = typedPlace.exec(typed)
  if (!parts) return undefined
  const [latitude, longitude] = [parts[1], parts[2]].map((part) => Number(part?.replace(',', '.')))
  if (latitude === undefined || longitude === undefined) return undefined
  return { longitude, latitude, source: 'map' }
}

export const writeTypedPosition = ({ latitude, longitude }: Position): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
