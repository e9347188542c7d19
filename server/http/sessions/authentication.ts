import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../../../shared/contract/api-contract.ts'
import { mayUseDesk } from '../../../shared/access/roles.ts'
import type { Dependencies } from '../../dependencies.ts'
import { gather } from '../../store/database/gather.ts'
import type { AccountPrincipal, DevicePrincipal, Principal } from '../../identity/principal.ts'
import {
  extendSession,
  findSessions,
  type FoundSession,
  type SessionAsked,
  type SessionKind,
} from '../../store/identity/session-store.ts'
import type { Store } from '../../store/database/database.ts'
import { isSecureOrigin } from './own-origin.ts'
import { RefusedRequestError } from '../plugins/problem-details.ts'
import { hasCookie, readTicket, sessionLifetimeMs, setSessionCookie } from './session-cookies.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose session came with the request; null on public routes and without one. */
    principal: Principal | null
  }
}

/** Sent by the desk's pages, or `?desk=1` where a browser cannot send headers (event stream, pictures). */
export const deskHeader = 'x-lygte-desk'

/** How long a session may be used before its end is moved on, milliseconds: one write an hour at most. */
const extendAfterMs = 3_600_000

/**
 * Finds the session of each request and enforces `config.access` before the body is read, so that a stranger learns nothing
 * from validation. Answers `sign-in-needed` (401) or `forbidden` (403).
 */
export function addAuthentication(app: FastifyInstance, dependencies: Dependencies): void {
  app.decorateRequest('principal', null)
  const findSession = sessionFinder(dependencies.store)
  app.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config.access
    if (!access || access === 'public') return
    const kind = kindOf(access, request)
    const principal = await readPrincipal(dependencies, { request, reply, kind, findSession })
    if (!principal) throw new RefusedRequestError('sign-in-needed')
    if (access === 'desk' && !(principal.kind === 'account' && mayUseDesk(principal.role))) {
      throw new RefusedRequestError('forbidden')
    }
    request.principal = principal
  })
}

/**
 * Which of two cookies counts. On `member` routes the phone's wins unless a desk page asks. The other one never stands in for
 * one that has expired: an official's session must not sign a walker's pins (sync.md H3).
 */
function kindOf(access: Exclude<Access, 'public'>, request: FastifyRequest): SessionKind {
  if (access === 'device') return 'device'
  if (access !== 'member') return 'account'
  if (isFromDesk(request)) return 'account'
  return hasCookie(request, 'device') ? 'device' : 'account'
}

function isFromDesk(request: FastifyRequest): boolean {
  const query = request.query as Record<string, unknown>
  return request.headers[deskHeader] === '1' || query['desk'] === '1'
}

type FindSession = (asked: SessionAsked) => Promise<FoundSession | undefined>

/** What is asked while two lookups are under way shares the next one; phones and accounts are told by different tables. */
function sessionFinder(store: Store): FindSession {
  const run = (group: readonly SessionAsked[]) => findSessions(store, group)
  const sameKind = ([first]: readonly SessionAsked[], { kind }: SessionAsked) =>
    first === undefined || first.kind === kind
  return gather({ maxConcurrent: 2, maxBatch: 50, fits: sameKind, run })
}

interface Asked {
  request: FastifyRequest
  reply: FastifyReply
  kind: SessionKind
  findSession: FindSession
}

async function readPrincipal(
  { store, now, config }: Dependencies,
  { request, reply, kind, findSession }: Asked,
): Promise<Principal | undefined> {
  const ticket = readTicket(request, kind)
  if (!ticket) return undefined
  const { municipalityId, sessionId } = ticket
  const at = new Date(now())
  const session = await findSession({ ...ticket, kind, now: at })
  if (!session) return undefined
  if (at.getTime() - session.lastSeenAt.getTime() > extendAfterMs) {
    const expiresAt = new Date(at.getTime() + sessionLifetimeMs[kind])
    await extendSession(store, { municipalityId, sessionId, now: at, expiresAt })
    setSessionCookie(reply, ticket, { kind, isSecure: isSecureOrigin(config) })
  }
  const { lastSeenAt: _, ...who } = session
  return { ...who, municipalityId, sessionId }
}

/** The principal of a route that is not public; a missing one is a bug of the route's access. */
export function memberOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error('A public route asked for its principal')
  return request.principal
}

export function deviceOf(request: FastifyRequest): DevicePrincipal {
  const principal = memberOf(request)
  if (principal.kind !== 'device') throw new Error('A route for phones met an account')
  return principal
}

export function accountOf(request: FastifyRequest): AccountPrincipal {
  const principal = memberOf(request)
  if (principal.kind !== 'account') throw new Error('A route for accounts met a phone')
  return principal
}
