import { dropBallast } from './ballast.ts'
import type { RoomFor } from '../database/outbox-database.ts'
import { dropConfirmedPhotos } from '../outbox/outbox-upkeep.ts'
import type { PhoneContext } from './phone-context.ts'

export type ReleasedSpace = 'tiles' | 'sent-photos' | 'ballast' | 'nothing'

export interface RoomParts {
  context: PhoneContext
  /** Deletes downloaded map tiles; returns whether there were any. */
  dropTiles: () => Promise<boolean>
}

/** Deletes in this order (K2): tiles, confirmed photos, and for text the reserve. */
export async function releaseRoom(
  { context, dropTiles }: RoomParts,
  purpose: RoomFor,
): Promise<ReleasedSpace> {
  if (await dropTiles().catch(() => false)) return 'tiles'
  if ((await dropConfirmedPhotos(context).catch(() => 0)) > 0) return 'sent-photos'
  if (purpose === 'text' && (await dropBallast(context))) return 'ballast'
  return 'nothing'
}
