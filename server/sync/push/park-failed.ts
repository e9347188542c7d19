import type { Outcome } from '../../../shared/problem.ts'
import { storeErrorOf, type Store } from '../../store/database/database.ts'
import { hashMutation } from './hash-mutation.ts'
import { judgeMutations, park, type Judgement } from './judge-mutations.ts'
import { answerOf } from './mutation-answers.ts'
import { pushInTransaction, type LockedPush, type PushReply } from './push-transaction.ts'
import type { PushedMutation } from './read-mutation.ts'
import type { AuthoredPush } from './authored-push.ts'

/** Parks the mutations of a push that threw `error`, with their raw text, in a transaction of its own. Throws `StoreAwayError`. */
export async function parkFailed(
  store: Store,
  push: AuthoredPush,
  error: unknown,
): Promise<Outcome<PushReply>> {
  const judge = (locked: LockedPush) =>
    locked.pushed.map((mutation) => parkOne(mutation, locked, error))
  try {
    return await pushInTransaction(store, push, { judge })
  } catch (second) {
    throw storeErrorOf(second)
  }
}

/** A mutation that was answered before throws only when its id was taken a moment ago: then it gets that answer. */
function parkOne(
  mutation: PushedMutation,
  { state, judging }: LockedPush,
  error: unknown,
): Judgement {
  const { envelope } = mutation
  const hash = hashMutation(envelope, judging.spaceId)
  if (!hash || state.answers.has(envelope.id)) {
    return judgeMutations([mutation], state, judging)[0] as Judgement
  }
  const judgement = park(envelope, `error: ${describeError(error)}`)
  return { ...judgement, answer: answerOf(envelope, { hash, result: judgement.result }) }
}

/** Describes the kind of error for an operator, without NUL or lone surrogates, which text columns cannot hold. */
export const describeError = (error: unknown): string =>
  String(error instanceof Error ? `${error.name}: ${error.message}` : error)
    .toWellFormed()
    .replaceAll('\u0000', '')
    .slice(0, 500)
