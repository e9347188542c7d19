import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { makeUuid, type Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { Dependencies } from '../../dependencies.ts'
import { isSecureOrigin } from './own-origin.ts'
import {
  readTicket,
  sessionLifetimeMs,
  setSessionCookie,
  type SessionTicket,
} from './session-cookies.ts'
import { findClient } from '../../store/walks/membership-store.ts'
import {
  createSession,
  extendSession,
  findSession,
  hashSecret,
} from '../../store/identity/session-store.ts'

interface Phone {
  municipalityId: Uuid
  clientId: Uuid
  /** Made by the phone and kept in its outbox database. */
  deviceKey: string | undefined
}

interface KnownDevice {
  /** Of the session that the phone has already. */
  ticket?: SessionTicket
  /** The id of this device before it lost everything except its cookie; it has a new id now. */
  leftClientId?: Uuid
}

/**
 * Returns the ticket of the session that a joining phone already has, or none when it needs a new one. The session in the cookie
 * opens a known client id, or, for a phone that lost its cookies, its device key. Otherwise the id is another phone's:
 * `client-id-in-use`, and the phone takes a new id. Knowing an id is not enough to read another person's pins.
 */
export async function renewDeviceSession(
  { store, now }: Dependencies,
  { request, phone }: { request: FastifyRequest; phone: Phone },
): Promise<Outcome<KnownDevice>> {
  const ticket = readTicket(request, 'device')
  let leftClientId: Uuid | undefined
  if (ticket?.municipalityId === phone.municipalityId) {
    const session = await findSession(store, {
      ...ticket,
      kind: 'device',
      now: new Date(now()),
    })
    if (session?.kind === 'device' && session.phoneId === phone.clientId) return succeed({ ticket })
    if (session?.kind === 'device') leftClientId = session.phoneId
  }
  const client = await findClient(store.db, phone)
  if (client && !isKeyOf(client, phone)) return refuse('client-id-in-use')
  return succeed(client || leftClientId === undefined ? {} : { leftClientId })
}

const isKeyOf = ({ keyHash }: { keyHash: Uint8Array | null }, { deviceKey }: Phone): boolean =>
  keyHash !== null && deviceKey !== undefined && timingSafeEqual(keyHash, hashSecret(deviceKey))

/** Gives the phone its cookie for another 180 days; call it once the phone has joined. */
export async function openDeviceSession(
  { store, now, randomBytes, config }: Dependencies,
  {
    reply,
    phone,
    ticket,
  }: { reply: FastifyReply; phone: Omit<Phone, 'deviceKey'>; ticket: SessionTicket | undefined },
): Promise<void> {
  const at = new Date(now())
  const expiresAt = new Date(at.getTime() + sessionLifetimeMs.device)
  const cookie = { kind: 'device', isSecure: isSecureOrigin(config) } as const
  if (ticket) {
    await extendSession(store, { ...ticket, now: at, expiresAt })
    setSessionCookie(reply, ticket, cookie)
    return
  }
  const { municipalityId, clientId } = phone
  const sessionId = makeUuid(at.getTime(), () => randomBytes(16))
  const secret = Buffer.from(randomBytes(32)).toString('base64url')
  await createSession(store.db, {
    municipalityId,
    sessionId,
    clientId,
    secretHash: hashSecret(secret),
    now: at,
    expiresAt,
  })
  setSessionCookie(reply, { municipalityId, sessionId, secret }, cookie)
}
