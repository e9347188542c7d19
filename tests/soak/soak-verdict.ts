import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from '../../server/store/database/database.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { SoakPhone } from './soak-phone.ts'

/** Every saved pin is one row, one event and one feed row, its photos are stored, and phones with a cache show just what there is. */
export async function findViolations(
  store: Store,
  phones: readonly SoakPhone[],
  walkOf: (phone: SoakPhone) => Uuid,
): Promise<string[]> {
  const violations: string[] = []
  const saved = phones.flatMap((phone) => phone.saved)
  const events = counted(
    (
      await store.db
        .selectFrom('events')
        .select('subject_id')
        .where('kind', '=', 'created')
        .execute()
    ).map(({ subject_id }) => subject_id),
  )
  const feed = await store.db
    .selectFrom('sync_rows')
    .select(['id', 'space_id'])
    .where('kind', '=', 'observation')
    .where('deleted', '=', false)
    .execute()
  const rows = counted(feed.map(({ id }) => id))
  const states = new Map(
    (await store.db.selectFrom('photos').select(['id', 'state']).execute()).map(({ id, state }) => [
      id,
      state,
    ]),
  )
  for (const { observationId, photoIds } of saved) {
    const [row, event] = [rows.get(observationId) ?? 0, events.get(observationId) ?? 0]
    if (row !== 1 || event !== 1) {
      violations.push(`pin ${observationId}: ${String(row)} rows, ${String(event)} events`)
    }
    for (const id of photoIds) {
      const state = states.get(id) ?? 'not known'
      if (state !== 'stored') violations.push(`photo ${id} of ${observationId} is ${state}`)
    }
  }
  if (feed.length !== saved.length)
    violations.push(`${String(saved.length)} pins were saved, ${String(feed.length)} are there`)
  if (events.size !== saved.length) violations.push(`${String(events.size)} pins were ever made`)
  for (const phone of phones) {
    const shown = await phone.look(violations)
    if (!shown) continue
    const there = feed.filter(({ space_id }) => space_id === walkOf(phone)).map(({ id }) => id)
    if (there.sort().join() !== shown.sort().join())
      violations.push(
        `a phone shows ${String(shown.length)} of ${String(there.length)} pins, or others`,
      )
  }
  return violations
}

/** How often each occurs. */
function counted(ids: readonly Uuid[]): Map<Uuid, number> {
  const counts = new Map<Uuid, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

/** Waits until it is so, or the seconds are over; returns whether it is. */
export async function within(
  seconds: number,
  isSo: () => boolean | Promise<boolean>,
): Promise<boolean> {
  const end = performance.now() + seconds * 1_000
  while (performance.now() < end) {
    if (await isSo()) return true
    await pause(250)
  }
  return isSo()
}
