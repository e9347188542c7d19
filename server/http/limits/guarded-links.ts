import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { Dependencies } from '../../dependencies.ts'
import { hashSecret } from '../../store/identity/session-store.ts'
import { findLink, type FoundLink } from '../../store/wishes/wish-store.ts'
import { requestLimits } from './request-limits.ts'
import { WrongAnswers } from './wrong-answers.ts'

export type FindLink = (request: FastifyRequest, secret: string) => Promise<Outcome<FoundLink>>

/** What the directory of links has in place of a secret. */
export const linkHashOf = (secret: string): string => hashSecret(secret).toString('hex')

/** Looks up secret links; wrong ones are slow and few from one address, like walk codes. */
export function guardedLinks({ store, now, requestLimits: given }: Dependencies): FindLink {
  const limits = given ?? requestLimits
  const wrongAnswers = new WrongAnswers({
    store,
    now,
    windowMs: limits.windowMs,
    delayMs: limits.wrongAnswerDelayMs,
  })
  return async ({ ip }, secret) => {
    const outcome = await wrongAnswers.attempt(
      { keys: [`link ${normalizeIP(ip)}`], allowed: () => [limits.wrongCodes] },
      () => findLink(store.db, linkHashOf(secret)),
    )
    if (!outcome.ok) return outcome
    return outcome.value ? succeed(outcome.value) : refuse('not-found')
  }
}
