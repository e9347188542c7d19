import Type from 'typebox'
import { forgetUnclaimedPhotos } from '../store/photos/photo-store.ts'
import type { Job, JobSurroundings } from './job.ts'

/** How long bytes wait for the mutation that says what they are (sync.md §0.6, G5). */
const keptForMs = 30 * 24 * 60 * 60 * 1000

/** Removes bytes that nobody has announced in 30 days. Twice: the second run finds none. */
export const dropUnclaimedPhotosJob: Job = {
  name: 'drop-unclaimed-photos',
  payload: Type.Object({}),
  effect: 'inside',
  schedule: '40 */6 * * *',
  isSingle: true,
  run: (surroundings) => dropUnclaimedPhotos(surroundings, surroundings.now()),
}

/** Takes them from the table and the disk; returns how many photos that were. */
export async function dropUnclaimedPhotos(
  { store, photoFiles }: Pick<JobSurroundings, 'store' | 'photoFiles'>,
  nowMs: number,
): Promise<number> {
  const names = await forgetUnclaimedPhotos(store, new Date(nowMs - keptForMs))
  for (const name of names) await photoFiles.removeAll(name)
  return names.length
}
