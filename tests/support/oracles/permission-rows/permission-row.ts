import type { Uuid } from '../../../../shared/identifiers.ts'
import type { TestMunicipality, TestPerson } from '../../fixtures/people.ts'
import type { TestPhoto } from '../../requests/upload-photo.ts'
import type { Caller } from '../callers.ts'

/** A restricted observation of the walk, with a stored photo, made by the author and assigned to the official's party. */
export interface Target {
  town: TestMunicipality
  observationId: Uuid
  photo: TestPhoto
  /** Opens a wish of the town. */
  wishSecret: string
  /** Opens the status page of the author's walk. */
  statusSecret: string
}

export interface PermissionRow {
  request: (
    target: Target,
    person: TestPerson | null,
  ) => { url: string; headers?: Record<string, string>; body?: unknown; bytes?: Uint8Array }
  status: Record<Caller, number>
}

/** One row a route, by method and path. */
export type PermissionRows = Record<string, PermissionRow>

export const get =
  (url: string): PermissionRow['request'] =>
  () => ({ url })
