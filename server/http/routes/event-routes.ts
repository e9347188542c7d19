import type { ServerResponse } from 'node:http'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { otherRoutes } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { mayUseDesk } from '../../../shared/access/permissions.ts'
import type { Dependencies } from '../../dependencies.ts'
import { actorInSpace } from '../../identity/actor-in-space.ts'
import type { Principal } from '../../identity/principal.ts'
import { runEventStream, type EventStreamOptions } from '../../feed/event-stream.ts'
import { memberOf } from '../sessions/authentication.ts'
import { sendProblem } from '../plugins/problem-details.ts'
import { contractRoute } from './contract-route.ts'

/** The client's watchdog gives up after 45 s of silence (sync.md §1.5); an ended session gets wake-ups for 15 minutes at most. */
const times = { beatMs: 20_000, lifeMs: 15 * 60_000 }

/** More than anybody has tabs; it limits what one session can make the server hold. */
const streamsPerSession = 20

/** `GET /api/events` sends wake-ups without data: to a phone those of its walks, to an official those of the municipality. */
export const eventRoutes =
  (
    { feed }: Pick<Dependencies, 'feed'>,
    { beatMs, lifeMs }: Pick<EventStreamOptions, 'beatMs' | 'lifeMs'> = times,
  ): FastifyPluginAsyncTypebox =>
  async (app) => {
    const streams = new OpenStreams()
    app.metrics.watchEventStreams(() => streams.total)
    // Streams end before the server waits for open connections, or a graceful stop would wait for them.
    app.addHook('preClose', async () => streams.endAll())

    app.route({
      ...contractRoute(otherRoutes.events),
      handler: async (request, reply) => {
        const principal = memberOf(request)
        const { municipalityId, sessionId } = principal
        if (!mayListen(principal)) return sendProblem(reply, { code: 'forbidden' })
        if (streams.count(sessionId) >= streamsPerSession) {
          return sendProblem(reply, { code: 'too-many-requests' })
        }
        const raw = takeOver(reply)
        if (request.method === 'HEAD') {
          raw.end()
          return reply
        }
        streams.add(sessionId, raw)
        const hears = ({ spaceId }: { spaceId: Uuid }) =>
          actorInSpace(principal, spaceId)?.isMember ?? false
        await runEventStream(raw, feed, { municipalityId, hears, beatMs, lifeMs })
        streams.remove(sessionId, raw)
        return reply
      },
    })
  }

const mayListen = (principal: Principal): boolean =>
  principal.kind === 'device' || mayUseDesk(principal.role)

/** Returns the connection without the framework, with the headers that hooks have set. */
function takeOver(reply: FastifyReply): ServerResponse {
  reply.hijack()
  const { raw } = reply
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value)
  }
  raw.setHeader('content-type', 'text/event-stream; charset=utf-8')
  raw.setHeader('cache-control', 'no-store, no-transform')
  // Without this header nginx buffers what it proxies.
  raw.setHeader('x-accel-buffering', 'no')
  return raw
}

class OpenStreams {
  readonly #bySession = new Map<Uuid, Set<ServerResponse>>()

  count(sessionId: Uuid): number {
    return this.#bySession.get(sessionId)?.size ?? 0
  }

  get total(): number {
    let total = 0
    for (const group of this.#bySession.values()) total += group.size
    return total
  }

  add(sessionId: Uuid, raw: ServerResponse): void {
    const group = this.#bySession.get(sessionId) ?? new Set()
    this.#bySession.set(sessionId, group.add(raw))
  }

  remove(sessionId: Uuid, raw: ServerResponse): void {
    const group = this.#bySession.get(sessionId)
    group?.delete(raw)
    if (group?.size === 0) this.#bySession.delete(sessionId)
  }

  endAll(): void {
    for (const group of this.#bySession.values()) for (const raw of group) raw.end()
  }
}
