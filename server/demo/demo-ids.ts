import { createHash } from 'node:crypto'
import { makeUuid, type Uuid } from '../../shared/identifiers.ts'
import type { Timestamp } from '../../shared/timestamps.ts'

/** Time in the ids of what every demo has, whenever it is loaded: municipalities and accounts. */
export const setUpAt: Timestamp = '2026-10-01T08:00:00.000Z'

/**
 * The same id at every load: a load that was interrupted is simply repeated, and the ledger answers what it has already
 * taken in. The time in it is the thing's own.
 */
export const demoId = (label: string, at: Timestamp): Uuid =>
  makeUuid(Date.parse(at), () =>
    Uint8Array.from(createHash('sha256').update(`lygte demo ${label}`).digest()),
  )

/** The time in an id, milliseconds since 1970 UTC (UUIDv7, RFC 9562: the first 48 bits). */
export const timeOfId = (id: Uuid): number =>
  Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
