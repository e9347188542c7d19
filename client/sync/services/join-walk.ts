import { tidyName } from '../../../shared/text/display-name.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import type { JoinedWalk } from '../../../shared/walk/walk.ts'
import { readClientId, readFact, writeFact } from '../../local/database/identity.ts'
import { beginNewReceiptLog } from '../../local/outbox/receipt-log.ts'
import type { PhoneContext } from '../../local/phone/phone-context.ts'
import { makeId, makeSecret } from '../../local/phone/phone-environment.ts'
import { forgetChange } from '../../local/walks/membership-changes.ts'
import { readWalks, writeWalk, type StoredWalk } from '../../local/walks/walk-memory.ts'
import type { JoinedWalksOptions } from './joined-walks.ts'

export { otherAuthor } from './other-author.ts'

interface JoinRequest {
  code: string
  displayName: string | undefined
}

/** Joins, or signs this phone in again; makes the walk the current one and wakes the sync loop. */
export async function joinWalk(
  options: JoinedWalksOptions,
  request: JoinRequest,
): Promise<Outcome<StoredWalk>> {
  const { context, onJoined } = options
  const { clientId, deviceKey } = await readSelf(context)
  const first = await ask(options, { ...request, deviceKey }, clientId)
  const mayTakeNewId = !first.ok && first.problem.code === 'client-id-in-use'
  // This phone has lost cookie and key, or the number belongs to another phone: a new id is as good, and waiting work is sent under
  // it.
  const outcome = mayTakeNewId
    ? await ask(options, { ...request, deviceKey }, makeId(context.environment))
    : first
  if (!outcome.ok) return outcome
  const stored = await keep(context, outcome.value, request.code)
  context.notices.publish({ kind: 'walks' })
  onJoined()
  return succeed(stored)
}

/** Made before it is first sent, so that this phone has its key even when the answer is lost. */
export function readSelf({ outbox, environment }: PhoneContext) {
  return outbox.write(['identity'], async (transaction) => {
    const clientId = await readClientId(transaction)
    const known = await readFact(transaction, 'device-key')
    const deviceKey = known ?? makeSecret(environment)
    if (known === undefined) await writeFact(transaction, { key: 'device-key', value: deviceKey })
    return { clientId, deviceKey }
  })
}

function ask(
  { api }: JoinedWalksOptions,
  { code, displayName, deviceKey }: JoinRequest & { deviceKey: string },
  clientId: Uuid,
): Promise<Outcome<JoinedWalk>> {
  const name = tidyName(displayName ?? '')
  const body = { code, clientId, deviceKey, ...(name ? { displayName: name } : {}) }
  return api.call('joinWalk', { body })
}

async function keep(
  { outbox }: PhoneContext,
  joined: JoinedWalk,
  code: string,
): Promise<StoredWalk> {
  const { stored, highestSeq } = await outbox.write(['identity'], async (transaction) => {
    const known = await readWalks(transaction)
    const joinOrder = Math.max(0, ...known.map((walk) => walk.joinOrder)) + 1
    const walk: StoredWalk = { ...joined, code, joinOrder }
    await writeWalk(transaction, walk)
    await forgetChange(transaction, joined.walk.id)
    if ((await readClientId(transaction)) !== joined.clientId) await beginNewReceiptLog(transaction)
    await writeFact(transaction, { key: 'client', value: joined.clientId })
    await writeFact(transaction, { key: 'current-walk', value: joined.walk.id })
    return { stored: walk, highestSeq: (await readFact(transaction, 'sequence')) ?? 0 }
  })
  outbox.mark({ clientId: joined.clientId, highestSeq })
  return stored
}
