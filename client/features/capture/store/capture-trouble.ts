import { PhoneFullError } from '../../../local/database/storage-errors.ts'
import type { Problem } from '../../../../shared/problem.ts'

/**
 * Why something was not stored: `full` and `storage` concern the phone (the sheet stays open with its text), `problem` is a
 * violated rule. `photos-full`: text still fits, new photos do not.
 */
export type CaptureTrouble =
  { kind: 'full' | 'storage' | 'photos-full' } | { kind: 'problem'; problem: Problem }

export function troubleOf(error: unknown): CaptureTrouble {
  return { kind: error instanceof PhoneFullError ? 'full' : 'storage' }
}

/** A full phone keeps everything that waits; a storage that does not answer may have lost anything. */
export const isRestKept = ({ kind }: CaptureTrouble): boolean =>
  kind === 'full' || kind === 'photos-full'

/** Shares of the phone's storage at which photos become smaller, and are no longer taken (sync.md §2.9). */
export const smallerPhotosAt = 0.85
export const noPhotosAt = 0.95
export const smallPhotoPixels = 1_600
