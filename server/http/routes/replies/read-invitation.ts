import { createHash } from 'node:crypto'
import type { ReadInvitation } from '../../../../shared/contract/reply-contract.ts'
import { makeUuid, type Uuid } from '../../../../shared/identifiers.ts'
import type { Store } from '../../../store/database/database.ts'
import { readReply, type ReplyKey } from '../../../store/replies/reply-store.ts'
import { readMunicipality } from '../../../store/walks/municipality-store.ts'
import { readWalk } from '../../../store/walks/walk-store.ts'

/** One id for one secret in one walk, which nobody can compute from anything that leaves the server. */
export const replyIdOf = (linkHash: string, walkId: Uuid): Uuid =>
  makeUuid(0, () => createHash('sha256').update(`${linkHash} ${walkId}`).digest())

/** Returns what whoever is invited reads; undefined when there is no such walk. */
export async function readInvitation(
  store: Store,
  { isCodeOpen, ...key }: ReplyKey & { isCodeOpen: boolean },
): Promise<ReadInvitation | undefined> {
  const { municipalityId, walkId } = key
  const [walk, municipality, reply = null] = await Promise.all([
    readWalk(store.db, { municipalityId, walkId }),
    readMunicipality(store.db, municipalityId),
    readReply(store.db, key),
  ])
  if (!walk) return undefined
  const { id, title, startsAt, endsAt, meetingPlace, phase, isStanding, host = null } = walk
  return {
    walk: { id, title, startsAt, endsAt, meetingPlace, phase, isStanding, host },
    municipality: municipality.name,
    timeZone: municipality.timeZone,
    privacy: municipality.privacy,
    isCodeOpen,
    reply,
  }
}
