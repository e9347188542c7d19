import type { Store } from '../../../server/store/database/database.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { TestClient } from '../phones/build-client.ts'

/** What pushes have left of a walk at the server: too few is a loss, too many is a delivery repeated. */
export async function effectsIn(
  store: Store,
  space: Uuid,
): Promise<{ rows: number; events: number }> {
  const rows = await store.db
    .selectFrom('observations')
    .select('id')
    .where('walk_id', '=', space)
    .execute()
  const events = await store.db
    .selectFrom('events')
    .select('kind')
    .where('space_id', '=', space)
    .execute()
  return { rows: rows.length, events: events.length }
}

/** The texts of all pins a phone shows. */
export const textsOn = async (client: TestClient, space: Uuid): Promise<string[]> =>
  (await client.pins.list(space))
    .filter(({ observation }) => !observation.isWithdrawn)
    .map(({ observation }) => observation.text)
    .toSorted()
