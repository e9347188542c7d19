import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import { editableFields, type EditableFields } from '../../../shared/observation/observation.ts'
import { canonicalJson } from '../../../shared/sync/canonical-json.ts'

export type EditArgs = ObservationArgs<'observation.edit@1'>

/** Returns the fields that differ from what is seen, each with the value it was based on. */
export function changesFrom(
  seen: EditableFields,
  wanted: Partial<EditableFields>,
): EditArgs['changes'] {
  const changed = editableFields.filter((field) => {
    return (
      wanted[field] !== undefined && canonicalJson(wanted[field]) !== canonicalJson(seen[field])
    )
  })
  return Object.fromEntries(
    changed.map((field) => [field, { base: seen[field] ?? null, value: wanted[field] }]),
  )
}
