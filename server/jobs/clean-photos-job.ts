import Type from 'typebox'
import { cleanPhotos } from '../photos/clean-photos.ts'
import type { Job } from './job.ts'

/**
 * Cleans all photos that are complete and announced. Twice, or in two processes at a time: a photo is claimed while it is worked on, and
 * one that is stored is left alone.
 */
export const cleanPhotosJob: Job = {
  name: 'clean-photos',
  payload: Type.Object({}),
  effect: 'inside',
  // Uploads and announcements ask for it; this is for what a lost request has left.
  schedule: '*/5 * * * *',
  atStart: true,
  isSingle: true,
  run: (surroundings) => cleanPhotos(surroundings),
}
