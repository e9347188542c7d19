import type { WalkPhone } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'

/** What a leader last read of the phones of a walk, and whom the leader has ticked as home. It never leaves this phone. */
export interface HomeList {
  phones: readonly WalkPhone[]
  /** When the phones were read, by this phone's clock, Unix milliseconds. */
  readAt: number
  /** Ids of the phones whose people are home, as the leader has seen or heard it. */
  home: readonly Uuid[]
}

/** JSON text beside the membership and deleted with it: it has names. */
export const homeListKey = (walkId: Uuid): string => `home-list:${walkId}`

export async function readHomeList(
  transaction: ReadTransaction,
  walkId: Uuid,
): Promise<HomeList | undefined> {
  const key = homeListKey(walkId)
  const text = (await transaction.objectStore('identity').get(key)) as string | undefined
  return text === undefined ? undefined : (JSON.parse(text) as HomeList)
}

export async function writeHomeList(
  transaction: WriteTransaction,
  walkId: Uuid,
  list: HomeList,
): Promise<void> {
  await transaction.objectStore('identity').put(JSON.stringify(list), homeListKey(walkId))
}
