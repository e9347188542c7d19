import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { Dependencies } from '../../dependencies.ts'
import { addWrongAnswers } from '../../store/identity/wrong-answer-store.ts'
import { requestLimits, type RequestLimits } from './request-limits.ts'

/** Counts what somebody sends to a municipality, or to a walk. */
export type CountSent = (request: FastifyRequest, receiver: Uuid) => Promise<Outcome<undefined>>

/**
 * Counts wishes for walks or replies to invitations, which anybody may send: a few from one address, and fewer while one receiver gets
 * many from everywhere. Counted in the database beside wrong answers, for all processes together.
 */
export function countedSenders(
  { store, now, requestLimits: given }: Dependencies,
  kind: 'wish' | 'reply',
): CountSent {
  const limits = given ?? requestLimits
  const { usual, underFlood, floodAt } = limitsOf(limits)[kind]
  return async ({ ip }, receiver) => {
    const keys = [`${kind} ${normalizeIP(ip)}`, `${kind} to ${receiver}`]
    const counting = { now: now(), windowMs: limits.windowMs }
    const [own, all] = await addWrongAnswers(store, keys, counting)
    const isFlood = (all?.count ?? 0) > floodAt
    if (!own || own.count <= (isFlood ? underFlood : usual)) return succeed(undefined)
    const waitMs = (own.endsAt ?? 0) - now()
    return refuse('too-many-requests', { seconds: Math.max(1, Math.ceil(waitMs / 1_000)) })
  }
}

const limitsOf = (limits: RequestLimits) => ({
  wish: {
    usual: limits.wishes,
    underFlood: limits.wishesUnderFlood,
    floodAt: limits.wishFloodAt,
  },
  reply: {
    usual: limits.replies,
    underFlood: limits.repliesUnderFlood,
    floodAt: limits.replyFloodAt,
  },
})
