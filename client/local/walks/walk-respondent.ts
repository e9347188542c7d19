import { makeUuid, type Uuid } from '../../../shared/identifiers.ts'
import type { RespondentKind } from '../../../shared/rating/rating.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'
import type { PhoneEnvironment } from '../phone/phone-environment.ts'

/** How this phone answers in one walk, as JSON text beside its membership and deleted with it. */
export interface Respondent {
  /** Random and of this walk alone, so that answers lead neither to pins nor to answers elsewhere (domain.md §8.5). */
  id: Uuid
  /** `null`: the person has not been asked yet. */
  kind: RespondentKind | null
  /** Stops with an answer in the outbox, also when they have left the plan since. */
  stopIds: readonly Uuid[]
  /** Another random id, for what this phone observes by its function; absent before the first time. It must not lead to the answers. */
  observer?: Uuid
}

export const respondentKey = (walkId: Uuid): string => `respondent:${walkId}`

export async function readRespondent(
  transaction: ReadTransaction,
  walkId: Uuid,
): Promise<Respondent | undefined> {
  const key = respondentKey(walkId)
  const text = (await transaction.objectStore('identity').get(key)) as string | undefined
  return text === undefined ? undefined : (JSON.parse(text) as Respondent)
}

export async function writeRespondent(
  transaction: WriteTransaction,
  walkId: Uuid,
  respondent: Respondent,
): Promise<void> {
  await transaction.objectStore('identity').put(JSON.stringify(respondent), respondentKey(walkId))
}

/** Made before a transaction. Its id has no time in it, because that would tell when this phone answered first. */
export const newRespondent = ({ randomBytes }: PhoneEnvironment): Respondent => ({
  id: makeUuid(0, randomBytes),
  kind: null,
  stopIds: [],
})
