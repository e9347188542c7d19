import type { Role } from '../access/roles.ts'
import type { Uuid } from '../identifiers.ts'
import type { Language } from '../text/language.ts'
import type { Timestamp } from '../timestamps.ts'

/** One version of the report of a walk, as the list of versions shows it. */
export interface ReportVersion {
  id: Uuid
  /** From 1. */
  version: number
  language: Language
  madeAt: Timestamp
  byRole: Role
}
