import type { Store } from '../store/database/database.ts'
import type { PhotoFiles } from '../store/photos/photo-files.ts'
import { forgetUnclaimedPhotos } from '../store/photos/photo-store.ts'

/** How long bytes wait for the mutation that says what they are (sync.md §0.6, G5). */
const keptForMs = 30 * 24 * 60 * 60 * 1000

/** Bytes that nobody has announced in 30 days go from the table and the disk; answers how many photos that were. */
export async function dropUnclaimedPhotos(
  { store, photoFiles }: { store: Store; photoFiles: PhotoFiles },
  nowMs: number,
): Promise<number> {
  const names = await forgetUnclaimedPhotos(store, new Date(nowMs - keptForMs))
  for (const name of names) await photoFiles.removeAll(name)
  return names.length
}
