import type { WalkPhone } from '../contract/phone-contract.ts'
import { walkEndMs, type WalkTimes } from './walk-time.ts'

/**
 * holds: something is known to be missing or still on the phone. empty: after the walk's end the phone itself said that nothing waits on
 * it. unknown: everything else; a phone that has said nothing is never taken for an empty one.
 */
export type PhoneReport = 'holds' | 'empty' | 'unknown'

type Told = Pick<
  WalkPhone,
  'toldAt' | 'unsent' | 'waiting' | 'lost' | 'unexplained' | 'waitingPhotos' | 'missingPhotos'
>

/** By the server's clock alone: `toldAt` is when the server was told. A walk without an end is never over, so nobody's word is the last. */
export function phoneReport(phone: Told, walk: WalkTimes): PhoneReport {
  if (heldParts(phone).length > 0) return 'holds'
  const endMs = walkEndMs(walk)
  const { toldAt, unsent } = phone
  if (toldAt === null || unsent === null || endMs === null) return 'unknown'
  return Date.parse(toldAt) >= endMs ? 'empty' : 'unknown'
}

const phoneParts = [
  'waiting',
  'refused',
  'drafts',
  'lost',
  'unexplained',
  'heldPhotos',
  'waitingPhotos',
  'missingPhotos',
] as const
export type PhonePart = (typeof phoneParts)[number]

/** What a phone owes, part by part, with how many; nothing for parts of which there are none. */
export function heldParts(phone: Told): { part: PhonePart; count: number }[] {
  const { unsent, waiting, lost, unexplained, waitingPhotos, missingPhotos } = phone
  const { drafts = 0, photos = 0, refused = 0 } = unsent ?? {}
  const counts: Record<PhonePart, number> = {
    ...{ waiting, refused, drafts, lost, unexplained, waitingPhotos, missingPhotos },
    // Photos that the phone holds and has announced are among those that the server waits for.
    heldPhotos: Math.max(0, photos - waitingPhotos - missingPhotos),
  }
  return phoneParts.flatMap((part) => (counts[part] > 0 ? [{ part, count: counts[part] }] : []))
}

export interface PhoneReports<P> {
  holding: P[]
  unknown: P[]
  empty: P[]
  /** When the first of the empty ones said so; null without any. */
  emptySince: string | null
}

/** The phones of one walk by what may be said of them. */
export function sortReports<P extends Told>(
  phones: readonly P[],
  walk: WalkTimes,
): PhoneReports<P> {
  const having = (report: PhoneReport) => phones.filter((one) => phoneReport(one, walk) === report)
  const empty = having('empty')
  const [emptySince = null] = empty.map(({ toldAt }) => toldAt).sort()
  return { holding: having('holds'), unknown: having('unknown'), empty, emptySince }
}
