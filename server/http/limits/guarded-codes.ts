import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { readWalkCode } from '../../../shared/walk/walk-code.ts'
import type { Dependencies } from '../../dependencies.ts'
import { findWalkCode, type KnownCode } from '../../store/walks/membership-store.ts'
import { requestLimits } from './request-limits.ts'
import { WrongAnswers } from './wrong-answers.ts'

const everyAddress = 'code every address'

export type FindCode = (request: FastifyRequest, code: string) => Promise<Outcome<KnownCode>>

/** Refuses a closed code, for whatever is told to strangers. */
export const openCode = (found: Outcome<KnownCode>): Outcome<KnownCode> =>
  found.ok && found.value.isClosed ? refuse('walk-code-closed') : found

/** Looks up walk codes, closed ones too: a phone that has joined comes back by them. Wrong ones are slow and few, from one address and from all together, by whatever route they come. */
export function guardedCodes({ store, now, requestLimits: given }: Dependencies): FindCode {
  const limits = given ?? requestLimits
  const wrongAnswers = new WrongAnswers({
    store,
    now,
    windowMs: limits.windowMs,
    delayMs: limits.wrongAnswerDelayMs,
  })
  const allowed = ([, fromAll = 0]: readonly number[]) => [
    fromAll >= limits.attackAt ? limits.wrongCodesUnderAttack : limits.wrongCodes,
    // Never refuses by itself, or a few guessers could keep everybody out of a walk.
    Number.POSITIVE_INFINITY,
  ]
  return async ({ ip }, code) => {
    const outcome = await wrongAnswers.attempt(
      { keys: [`code ${normalizeIP(ip)}`, everyAddress], allowed },
      () => findWalkCode(store.db, readWalkCode(code)),
    )
    if (!outcome.ok) return outcome
    return outcome.value ? succeed(outcome.value) : refuse('unknown-walk-code')
  }
}
