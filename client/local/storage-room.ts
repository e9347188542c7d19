import type { RoomFor } from './outbox-database.ts'
import { dropConfirmedPhotos } from './outbox-upkeep.ts'
import type { PhoneContext } from './phone-context.ts'
import { PhoneFullError } from './storage-errors.ts'

const ballastPieces = 20
const ballastPieceBytes = 256 * 1024

export type ReleasedSpace = 'tiles' | 'sent-photos' | 'ballast' | 'nothing'

export interface RoomParts {
  context: PhoneContext
  /** Deletes downloaded map tiles; answers whether there were any. */
  dropTiles: () => Promise<boolean>
}

/** The order of giving up (K2): tiles, confirmed photos, and for text the ballast. */
export async function releaseRoom(
  { context, dropTiles }: RoomParts,
  purpose: RoomFor,
): Promise<ReleasedSpace> {
  if (await dropTiles().catch(() => false)) return 'tiles'
  if ((await dropConfirmedPhotos(context).catch(() => 0)) > 0) return 'sent-photos'
  if (purpose === 'text' && (await dropBallast(context))) return 'ballast'
  return 'nothing'
}

async function dropBallast({ outbox }: PhoneContext): Promise<boolean> {
  return outbox.writeBare(['ballast'], async (transaction) => {
    const store = transaction.objectStore('ballast')
    const count = await store.count()
    await store.clear()
    return count > 0
  })
}

/** Not zeros: engines compress what they store, and a compressed reserve is none. */
function noise(seed: number): ArrayBuffer {
  const words = new Uint32Array(ballastPieceBytes / 4)
  let state = seed
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[index] = state
  }
  return words.buffer
}

/** Fills what is missing of the reserve. */
export async function keepBallast({ outbox }: PhoneContext): Promise<void> {
  try {
    await outbox.writeBare(['ballast'], async (transaction) => {
      const store = transaction.objectStore('ballast')
      const kept = await store.count()
      for (let index = kept; index < ballastPieces; index += 1) {
        await store.put(noise(index + 1), index)
      }
    })
  } catch (error) {
    // A phone without 5 MB to spare does without the reserve.
    if (!(error instanceof PhoneFullError)) throw error
  }
}
