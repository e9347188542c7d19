import { createHash } from 'node:crypto'
import { makeUuid, type Uuid } from '../../shared/identifiers.ts'
import type { Timestamp } from '../../shared/timestamps.ts'

/** Time in the ids of municipalities and accounts, which are the same whenever the demo is loaded. */
export const setUpAt: Timestamp = '2026-10-01T08:00:00.000Z'

/**
 * Returns the same id at every load, so that an interrupted load can simply be repeated: the ledger returns the answers it has recorded.
 * The time in it is that of the thing itself.
 */
export const demoId = (label: string, at: Timestamp): Uuid =>
  makeUuid(Date.parse(at), () =>
    Uint8Array.from(createHash('sha256').update(`lygte demo ${label}`).digest()),
  )

/** Returns the time in an id, milliseconds since 1970 UTC (UUIDv7, RFC 9562: the first 48 bits). */
export const timeOfId = (id: Uuid): number =>
  Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
