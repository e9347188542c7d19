import type { Role } from '../access/roles.ts'
import type { Uuid } from '../identifiers.ts'
import type { Language } from '../text/language.ts'
import type { Timestamp } from '../timestamps.ts'

/** Files of a version that take seconds to make, in the order in which they are made. */
export const reportFileFormats = ['map', 'pdf', 'docx'] as const
export type ReportFileFormat = (typeof reportFileFormats)[number]

/** How far a file of a version is. */
export interface ReportFile {
  format: ReportFileFormat
  /** `failed`: it is not tried again by itself. */
  state: 'ready' | 'waiting' | 'failed'
  /** Parts of the report that are written, of all; 0 of 0 before it has begun. */
  made: number
  all: number
}

/** One version of the report of a walk, as the list of versions shows it. */
export interface ReportVersion {
  id: Uuid
  /** From 1. */
  version: number
  language: Language
  madeAt: Timestamp
  byRole: Role
  /** What the municipality's archive calls it; null until somebody has written it here. */
  journalNumber: string | null
  /** Without a map of its own, an installation has no `map`. */
  files: readonly ReportFile[]
}
