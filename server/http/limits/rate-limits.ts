import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Uuid } from '../../../shared/identifiers.ts'
import { KnownSessions } from '../sessions/known-sessions.ts'
import { RefusedRequestError } from '../plugins/problem-details.ts'
import type { RequestLimits } from './request-limits.ts'

type RateCheck = ReturnType<FastifyInstance['createRateLimit']>

declare module 'fastify' {
  interface FastifyRequest {
    /** The session that the request was counted for before any lookup. */
    countedSession: Uuid | null
  }
  interface FastifyInstance {
    /** Counts one request for its session. */
    countForSession: RateCheck
    knownSessions: KnownSessions
  }
}

const minute = 60_000

/**
 * Limits requests a minute before any lookup (429 with Retry-After): by session when it was valid the last time, otherwise by
 * address. A carrier puts thousands of phones behind one address, and all phones of a walk may come back at once; they must not use
 * up each other's share, nor be locked out by somebody who invents cookies there. It needs the cookies; the other half is
 * `addSessionLimit`.
 */
export async function addAddressLimit(app: FastifyInstance, limits: RequestLimits): Promise<void> {
  await app.register(rateLimit, { global: false })
  const ofAddress = app.createRateLimit({ max: limits.perAddress, timeWindow: minute })
  const ofSession = app.createRateLimit({
    max: limits.perSession,
    timeWindow: minute,
    keyGenerator: ({ principal, countedSession, ip }: FastifyRequest) =>
      principal?.sessionId ?? countedSession ?? ip,
  })
  const sessions = new KnownSessions()
  app.decorate('knownSessions', sessions)
  app.decorate('countForSession', ofSession)
  app.decorateRequest('countedSession', null)
  app.addHook('onRequest', async (request) => {
    request.countedSession = sessions.find(request) ?? null
    refuseBeyond(await (request.countedSession ? ofSession : ofAddress)(request))
  })
}

/** Counts the first request of a session and remembers it; later ones are counted above. Runs after authentication. */
export function addSessionLimit(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const { principal, countedSession } = request
    if (!principal || principal.sessionId === countedSession) return
    app.knownSessions.remember(request, principal.sessionId)
    refuseBeyond(await app.countForSession(request))
  })
  app.addHook('onResponse', async ({ countedSession }, { statusCode }) => {
    if (countedSession && statusCode === 401) app.knownSessions.forget(countedSession)
  })
}

function refuseBeyond(result: Awaited<ReturnType<RateCheck>>): void {
  if (result.isAllowed || !result.isExceeded) return
  throw new RefusedRequestError('too-many-requests', { seconds: Math.max(1, result.ttlInSeconds) })
}
