import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { Uuid } from '../../../shared/identifiers.ts'
import { hashSecret, type SessionKind } from '../../store/identity/session-store.ts'
import { cookieNames, readTicket } from './session-cookies.ts'

/** Most sessions remembered; a municipality's phones on one evening are a tenth of it. */
const mostSessions = 20_000
const kinds = Object.keys(cookieNames) as SessionKind[]

/**
 * Sessions that were found valid a moment ago. It opens nothing: it only tells phones that share an address with many others
 * (a hall's router, a mobile carrier) from somebody who makes up cookies there.
 */
export class KnownSessions {
  /** Hash of the secret by session: whoever knows only the id is not taken for its owner. */
  readonly #hashes = new LRUCache<Uuid, string>({ max: mostSessions })

  /** The session that this request belongs to, if its cookie was right the last time. */
  find(request: FastifyRequest): Uuid | undefined {
    for (const kind of kinds) {
      const ticket = readTicket(request, kind)
      if (!ticket) continue
      const hash = this.#hashes.get(ticket.sessionId)
      if (hash !== undefined && hash === hashOf(ticket.secret)) return ticket.sessionId
    }
    return undefined
  }

  /** Its cookie has just been checked. */
  remember(request: FastifyRequest, sessionId: Uuid): void {
    const ticket = kinds
      .map((kind) => readTicket(request, kind))
      .find((found) => found?.sessionId === sessionId)
    if (ticket) this.#hashes.set(sessionId, hashOf(ticket.secret))
  }

  /** It was revoked, or has ended. */
  forget(sessionId: Uuid): void {
    this.#hashes.delete(sessionId)
  }
}

const hashOf = (secret: string): string => hashSecret(secret).toString('base64')
