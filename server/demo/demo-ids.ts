import { createHash } from 'node:crypto'
import { makeUuid, type Uuid } from '../../shared/identifiers.ts'

/**
 * The same id at every load: a load that was interrupted is simply repeated, and the ledger answers what it has already
 * taken in. The time in it is the thing's own.
 */
export const demoId = (label: string, at: string): Uuid =>
  makeUuid(Date.parse(at), () =>
    Uint8Array.from(createHash('sha256').update(`lygte demo ${label}`).digest()),
  )

/** The demo's winter evenings are in Danish normal time: `2026-10-29T19:05` is 18.05 UTC. */
export const danishTime = (local: string): string => new Date(`${local}:00+01:00`).toISOString()
