import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { limits } from '../../../shared/limits.ts'

/** The largest piece that our own phones send; its refusal must reach them. */
const mostUnreadBytes = limits.largestPhotoChunkBytes

/**
 * Limits how much of a body is read after a refusal. A request is often rejected before its body has come (no session, too large,
 * no such address). Cutting the connection then may destroy the answer on its way, and reading on would accept a body of any size.
 * So a little more is read and dropped; a client that keeps sending is cut.
 */
export function addUnreadBodies(app: FastifyInstance): void {
  app.addHook('onSend', async ({ raw }, reply) => {
    if (raw.complete || !hasBody(raw)) return
    reply.removeHeader('connection')
    throwAway(raw)
  })
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

function throwAway(raw: IncomingMessage): void {
  let unread = 0
  raw.on('data', (chunk: Uint8Array) => {
    unread += chunk.length
    if (unread > mostUnreadBytes) raw.socket.destroy()
  })
  // A phone that hangs up needs no answer.
  raw.on('error', () => undefined)
  raw.resume()
}
