import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../../../shared/contract/api-contract.ts'
import { mayUseDesk } from '../../../shared/access/permissions.ts'
import type { Dependencies } from '../../dependencies.ts'
import type { AccountPrincipal, DevicePrincipal, Principal } from '../../identity/principal.ts'
import { extendSession, findSession, type SessionKind } from '../../store/identity/session-store.ts'
import { isSecureOrigin } from './own-origin.ts'
import { RefusedRequestError } from '../plugins/problem-details.ts'
import { hasCookie, readTicket, sessionLifetimeMs, setSessionCookie } from './session-cookies.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The session that came with the request; null on public routes and without one. */
    principal: Principal | null
  }
}

/** Sent by the desk's pages, or `?desk=1` where a browser cannot send headers (event stream, pictures). */
const deskHeader = 'x-lygte-desk'

/** How long a session may be used before its end is extended, in milliseconds: at most one write an hour. */
const extendAfterMs = 3_600_000

/**
 * Finds the session of each request and enforces `config.access` before the body is read, so that a stranger learns nothing from
 * validation. Rejects with `sign-in-needed` (401) or `forbidden` (403).
 */
export function addAuthentication(app: FastifyInstance, dependencies: Dependencies): void {
  app.decorateRequest('principal', null)
  app.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config.access
    if (!access || access === 'public') return
    const kind = kindOf(access, request)
    const principal = await readPrincipal(dependencies, { request, reply, kind })
    if (!principal) throw new RefusedRequestError('sign-in-needed')
    if (access === 'desk' && !(principal.kind === 'account' && mayUseDesk(principal.role))) {
      throw new RefusedRequestError('forbidden')
    }
    request.principal = principal
  })
}

/**
 * Decides which of two cookies counts. On `member` routes the phone's counts unless a page of the desk asks. The other one never
 * replaces an expired one: an official's session must not sign a walker's pins (sync.md H3).
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

interface Asked {
  request: FastifyRequest
  reply: FastifyReply
  kind: SessionKind
}

async function readPrincipal(
  { store, now, config }: Dependencies,
  { request, reply, kind }: Asked,
): Promise<Principal | undefined> {
  const ticket = readTicket(request, kind)
  if (!ticket) return undefined
  const { municipalityId, sessionId } = ticket
  const at = new Date(now())
  const session = await findSession(store, { ...ticket, kind, now: at })
  if (!session) return undefined
  if (at.getTime() - session.lastSeenAt.getTime() > extendAfterMs) {
    const expiresAt = new Date(at.getTime() + sessionLifetimeMs[kind])
    await extendSession(store, { municipalityId, sessionId, now: at, expiresAt })
    setSessionCookie(reply, ticket, { kind, isSecure: isSecureOrigin(config) })
  }
  const { lastSeenAt: _, ...who } = session
  return { ...who, municipalityId, sessionId }
}

/** Returns the principal of a route that is not public; a missing one is a bug in the route's access. */
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
