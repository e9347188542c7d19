import type { WalkPhone } from '../../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../../shared/identifiers.ts'
import { heldParts, phoneReport, type PhoneReport } from '../../../../shared/walk/phone-report.ts'
import type { Walk } from '../../../../shared/walk/walk.ts'

export interface HomeRow {
  id: Uuid
  name: string | null
  /** Place in the list of phones, from 1: what a phone without a name is called by. */
  number: number
  isOwn: boolean
  seenAt: string
  report: PhoneReport
  /** How much is known to be missing or still on the phone. */
  held: number
}

interface RowOptions {
  walk: Pick<Walk, 'id' | 'startsAt' | 'endsAt' | 'closedAt'>
  /** The client id of this phone. */
  ownId: Uuid
}

/** One row a phone, first those that may lack something, each group in the order of the phones; the walk is over when its leader ended it. */
export function homeRows(
  phones: readonly WalkPhone[],
  { walk, ownId }: RowOptions,
): { missing: HomeRow[]; done: HomeRow[] } {
  const times = { startsAt: walk.startsAt, endsAt: walk.closedAt ?? walk.endsAt }
  const rows = phones.map((phone, index) => ({
    id: phone.id,
    name: phone.walks.find(({ walkId }) => walkId === walk.id)?.displayName ?? null,
    number: index + 1,
    isOwn: phone.id === ownId,
    seenAt: phone.lastSeenAt,
    report: phoneReport(phone, times),
    held: heldParts(phone).reduce((sum, { count }) => sum + count, 0),
  }))
  return {
    missing: rows.filter(({ report }) => report !== 'empty'),
    done: rows.filter(({ report }) => report === 'empty'),
  }
}
