import { makeUuid, type Uuid } from '../../../shared/identifiers.ts'
import type { JoinedWalk } from '../../../shared/walk/walk.ts'
import { readFact, takeSequence, writeFact } from '../database/identity.ts'
import { argsOf, concernsObservation, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf } from '../outbox/outbox-reads.ts'
import type { PhoneEnvironment } from '../phone/phone-environment.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'
import { readWalks, writeWalk, type StoredWalk } from './walk-memory.ts'
import {
  newRespondent,
  readRespondent,
  writeRespondent,
  type Respondent,
} from './walk-respondent.ts'

/** What only the old phone knows of one walk. */
interface MovedWalk {
  id: Uuid
  title: string
  /** The code that it was joined with, for signing in again. */
  code: string
  joinOrder: number
  /** So that one person does not count as two. */
  respondent: Respondent
  /** What has arrived of the person's answers: no row would tell the new phone. */
  answers: OutboxEntry[]
}

/** What goes from phone to phone, and the server cannot read. */
export interface MovedPhone {
  /** The last joined first. */
  walks: MovedWalk[]
  current: Uuid | undefined
}

/** Reads what the new phone needs, and settles how the person answers in each walk: from now on both phones do it as one. */
export async function readMoved(
  transaction: WriteTransaction,
  environment: PhoneEnvironment,
): Promise<MovedPhone> {
  const walks: MovedWalk[] = []
  for (const { walk, code, joinOrder } of await readWalks(transaction)) {
    const known = (await readRespondent(transaction, walk.id)) ?? newRespondent(environment)
    const observer = known.observer ?? makeUuid(0, environment.randomBytes)
    const respondent = { ...known, observer }
    await writeRespondent(transaction, walk.id, respondent)
    const answers = await arrivedAnswers(transaction, walk.id, respondent)
    walks.push({ id: walk.id, title: walk.title, code, joinOrder, respondent, answers })
  }
  return { walks, current: await readFact(transaction, 'current-walk') }
}

async function arrivedAnswers(
  transaction: ReadTransaction,
  walkId: Uuid,
  { stopIds }: Respondent,
): Promise<OutboxEntry[]> {
  const lists = await Promise.all(
    [walkId, ...stopIds].map((entity) => entriesOf(transaction, entity)),
  )
  const newest = new Map<string, OutboxEntry>()
  for (const entry of lists.flat()) {
    const isAnswer = entry.space === walkId && !concernsObservation(entry)
    if (isAnswer && entry.state === 'acked') newest.set(thingOf(entry), entry)
  }
  return [...newest.values()]
}

const thingOf = (entry: OutboxEntry): string =>
  `${entry.entity} ${entry.name} ${(argsOf(entry) as { moment?: string }).moment ?? ''}`

/** Keeps what has come from the old phone, with what the server says of the walks; returns the titles of those that it left out. */
export async function keepMoved(
  transaction: WriteTransaction,
  { walks, current }: MovedPhone,
  joined: readonly JoinedWalk[],
): Promise<{ kept: StoredWalk[]; left: string[] }> {
  const kept: StoredWalk[] = []
  for (const moved of walks) {
    const walk = joined.find((one) => one.walk.id === moved.id)
    if (!walk) continue
    const { code, joinOrder, respondent, answers } = moved
    kept.push({ ...walk, code, joinOrder })
    await writeWalk(transaction, { ...walk, code, joinOrder })
    await writeRespondent(transaction, moved.id, respondent)
    for (const answer of answers) {
      // Numbered here, so that what the person answers next is the newer one.
      const clientSeq = await takeSequence(transaction)
      await transaction.objectStore('mutation').put({ ...answer, clientSeq })
    }
  }
  const first = kept.find(({ walk }) => walk.id === current) ?? kept[0]
  if (first) await writeFact(transaction, { key: 'current-walk', value: first.walk.id })
  const ids = new Set(kept.map(({ walk }) => walk.id))
  return { kept, left: walks.flatMap(({ id, title }) => (ids.has(id) ? [] : [title])) }
}
