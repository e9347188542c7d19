import type { Problem } from '../../../shared/problem.ts'
import type { PinPhoto } from '../../local/pins/pin.ts'

export type PhotoTally =
  | { kind: 'none' }
  | { kind: 'rejected'; problem: Problem | undefined }
  | { kind: 'some' | 'all'; sent: number; of: number }

/** "2 af 3 sendt": only photos that the server has completely count as sent. */
export function photoTally(photos: readonly PinPhoto[]): PhotoTally {
  if (photos.length === 0) return { kind: 'none' }
  const rejected = photos.find(({ state }) => state === 'rejected')
  if (rejected) return { kind: 'rejected', problem: rejected.problem }
  const sent = photos.filter(({ state }) => state === 'sent' || state === 'stored').length
  return { kind: sent === photos.length ? 'all' : 'some', sent, of: photos.length }
}
