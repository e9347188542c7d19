import { limits } from '../../../shared/limits.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { readClientId, readFact, writeFact } from '../../local/database/identity.ts'
import { beginNewReceiptLog } from '../../local/outbox/receipt-log.ts'
import { makeId } from '../../local/phone/phone-environment.ts'
import { keepMoved, readMoved, type MovedPhone } from '../../local/walks/moved-walks.ts'
import { readWalks } from '../../local/walks/walk-memory.ts'
import { readSelf } from './join-walk.ts'
import type { JoinedWalksOptions } from './joined-walks.ts'
import { makeMoveCode, moveKeys, readMoveCode, seal, unseal } from './move-code.ts'

/** A code that the new phone moves by. */
interface MoveOffer {
  code: string
  /** Server time, ISO 8601 UTC. */
  expiresAt: string
}

/** What has come to the new phone. */
export interface MovedHere {
  /** How many walks are on it now. */
  count: number
  /** Titles of walks that could not come along: of another municipality, or ended for this person. */
  left: string[]
}

/** Going on with another phone. All of it needs a network; what is unsent stays on the old phone, which goes on sending it. */
export interface PhoneMoves {
  /** On the old phone: makes a code; one that was made before opens nothing any more. */
  offer(): Promise<Outcome<MoveOffer>>
  /** On the old phone: when another phone last took over; null for never, undefined when it cannot be known now. */
  movedAt(): Promise<string | null | undefined>
  /** On the new phone, which takes part in no walk yet. `not-found`: the code is wrong, was used or is too old; `forbidden`: it does. */
  take(typed: string): Promise<Outcome<MovedHere>>
}

export const createMoves = (options: JoinedWalksOptions): PhoneMoves => ({
  offer: () => offer(options),
  movedAt: async () => {
    const answer = await options.api.call('readMoved', {}).catch(() => undefined)
    return answer?.ok ? answer.value.movedAt : undefined
  },
  take: (typed) => take(options, typed),
})

async function offer({ context, api }: JoinedWalksOptions): Promise<Outcome<MoveOffer>> {
  const { environment, outbox } = context
  const moved = await outbox.write(['identity', 'mutation'], (transaction) =>
    readMoved(transaction, environment),
  )
  const code = makeMoveCode(environment.randomBytes)
  const keys = await moveKeys(code)
  const sealed = await seal(keys, textWithin(moved))
  const outcome = await api.call('offerMove', { body: { finder: keys.finder, sealed } })
  return outcome.ok ? succeed({ code, ...outcome.value }) : outcome
}

/** Three bytes are four characters of base64, and Danish letters are two bytes. */
const mostCharacters = limits.sealedMove / 3

/** Answers of the oldest walks stay behind when there are too many; with whom the person answers goes along in any case. */
function textWithin({ walks, current }: MovedPhone): string {
  let room = mostCharacters - JSON.stringify(walks.map((walk) => ({ ...walk, answers: [] }))).length
  const fitting = walks.map((walk) => {
    room -= JSON.stringify(walk.answers).length
    return room < 0 ? { ...walk, answers: [] } : walk
  })
  return JSON.stringify({ walks: fitting, current })
}

async function take(options: JoinedWalksOptions, typed: string): Promise<Outcome<MovedHere>> {
  const { context } = options
  const code = readMoveCode(typed)
  if (code === undefined) return refuse('not-found')
  const present = await context.outbox.read(['identity'], readWalks)
  if (present.length > 0) return refuse('forbidden')
  const keys = await moveKeys(code)
  const taken = await ask(options, keys.finder)
  if (!taken.ok) return taken
  const { clientId, sealed, walks } = taken.value
  const moved = JSON.parse(await unseal(keys, sealed)) as MovedPhone
  const { kept, left, highestSeq } = await context.outbox.write(
    ['identity', 'mutation'],
    async (transaction) => {
      if ((await readClientId(transaction)) !== clientId) await beginNewReceiptLog(transaction)
      await writeFact(transaction, { key: 'client', value: clientId })
      const come = await keepMoved(transaction, moved, walks)
      return { ...come, highestSeq: (await readFact(transaction, 'sequence')) ?? 0 }
    },
  )
  context.outbox.mark({ clientId, highestSeq })
  context.notices.publish({ kind: 'walks' })
  options.onJoined()
  return succeed({ count: kept.length, left })
}

/** As when joining: a number that belongs to another phone is no reason to stop. */
async function ask(
  { context, api }: JoinedWalksOptions,
  finder: string,
): Promise<Outcome<Reply<'takeMove'> & { clientId: Uuid }>> {
  const { clientId, deviceKey } = await readSelf(context)
  const askAs = async (id: Uuid) => {
    const outcome = await api.call('takeMove', { body: { finder, clientId: id, deviceKey } })
    return outcome.ok ? succeed({ ...outcome.value, clientId: id }) : outcome
  }
  const first = await askAs(clientId)
  if (first.ok || first.problem.code !== 'client-id-in-use') return first
  return askAs(makeId(context.environment))
}
