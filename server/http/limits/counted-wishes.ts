import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { Dependencies } from '../../dependencies.ts'
import { addWrongAnswers } from '../../store/identity/wrong-answer-store.ts'
import { requestLimits } from './request-limits.ts'

export type CountWish = (
  request: FastifyRequest,
  municipalityId: Uuid,
) => Promise<Outcome<undefined>>

/**
 * Counts wishes for walks, which anybody may send: a few from one address, and fewer while a municipality gets many from everywhere. Counted
 * in the database beside wrong answers, for all processes together.
 */
export function countedWishes({ store, now, requestLimits: given }: Dependencies): CountWish {
  const { windowMs, ...limits } = given ?? requestLimits
  return async ({ ip }, municipalityId) => {
    const keys = [`wish ${normalizeIP(ip)}`, `wish to ${municipalityId}`]
    const [own, all] = await addWrongAnswers(store, keys, { now: now(), windowMs })
    const isFlood = (all?.count ?? 0) > limits.wishFloodAt
    const allowed = isFlood ? limits.wishesUnderFlood : limits.wishes
    if (!own || own.count <= allowed) return succeed(undefined)
    const waitMs = (own.endsAt ?? 0) - now()
    return refuse('too-many-requests', { seconds: Math.max(1, Math.ceil(waitMs / 1_000)) })
  }
}
