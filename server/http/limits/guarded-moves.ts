import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { Dependencies } from '../../dependencies.ts'
import { findMove, type MoveAsked } from '../../store/identity/move-store.ts'
import { requestLimits } from './request-limits.ts'
import { WrongAnswers } from './wrong-answers.ts'

export type FindMove = (request: FastifyRequest, asked: MoveAsked) => Promise<Outcome<Uuid>>

/**
 * Looks up codes to move by. They have 80 random bits, so nobody guesses one; wrong ones are slow and few all the same, from one
 * address, because whoever tries is either typing or attacking.
 */
export function guardedMoves({ store, now, requestLimits: given }: Dependencies): FindMove {
  const limits = given ?? requestLimits
  const { windowMs, wrongCodes, wrongAnswerDelayMs: delayMs } = limits
  const wrongAnswers = new WrongAnswers({ store, now, windowMs, delayMs })
  return async ({ ip }, asked) => {
    const outcome = await wrongAnswers.attempt(
      { keys: [`move ${normalizeIP(ip)}`], allowed: () => [wrongCodes] },
      () => findMove(store, asked),
    )
    if (!outcome.ok) return outcome
    return outcome.value === undefined ? refuse('not-found') : succeed(outcome.value)
  }
}
