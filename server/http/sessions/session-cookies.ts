import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Uuid } from '../../../shared/identifiers.ts'
import { isUuid } from '../../../shared/identifiers.ts'
import type { SessionKey, SessionKind } from '../../store/identity/session-store.ts'

/** A session as its cookie names it; only the hash of the secret is stored. */
export interface SessionTicket extends SessionKey {
  secret: string
}

export const cookieNames: Record<SessionKind, string> = {
  device: 'lygte_device',
  account: 'lygte_session',
}

const day = 86_400_000
/** Milliseconds without any request after which a session ends (sync.md §2.6: phones at least 90 days). */
export const sessionLifetimeMs: Record<SessionKind, number> = {
  device: 180 * day,
  account: 12 * 3_600_000,
}

export function readTicket(request: FastifyRequest, kind: SessionKind): SessionTicket | undefined {
  const parts = request.cookies[cookieNames[kind]]?.split('.') ?? []
  const [municipalityId = '', sessionId = '', secret = ''] = parts
  if (parts.length !== 3 || !isUuid(municipalityId) || !isUuid(sessionId)) return undefined
  return /^[\w-]{43}$/.test(secret) ? { municipalityId, sessionId, secret } : undefined
}

export const hasCookie = (request: FastifyRequest, kind: SessionKind): boolean =>
  request.cookies[cookieNames[kind]] !== undefined

/**
 * Phones arrive by links from chats and QR codes, so their cookie is Lax; an official's is Strict. Secure needs https, which the
 * demo on this machine has not.
 */
const attributes = (kind: SessionKind, isSecure: boolean) => ({
  path: '/',
  httpOnly: true,
  secure: isSecure,
  sameSite: kind === 'account' ? ('strict' as const) : ('lax' as const),
})

export interface CookieOptions {
  kind: SessionKind
  isSecure: boolean
}

export function setSessionCookie(
  reply: FastifyReply,
  { municipalityId, sessionId, secret }: { municipalityId: Uuid; sessionId: Uuid; secret: string },
  { kind, isSecure }: CookieOptions,
): void {
  void reply.setCookie(cookieNames[kind], `${municipalityId}.${sessionId}.${secret}`, {
    ...attributes(kind, isSecure),
    maxAge: sessionLifetimeMs[kind] / 1_000,
  })
}

export function clearSessionCookie(reply: FastifyReply, { kind, isSecure }: CookieOptions): void {
  void reply.clearCookie(cookieNames[kind], attributes(kind, isSecure))
}
