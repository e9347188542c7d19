import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { responseMarker } from '../../../shared/contract/api-contract.ts'
import { problems, type ProblemCode } from '../../../shared/problem.ts'
import { problemBody, sendProblem } from './problem-details.ts'

/** An address that cannot be decoded or is longer than any of ours; no route and no hook has seen it. */
export function answerBadAddress(
  _error: Error,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  void reply.header(responseMarker, '1').header('x-content-type-options', 'nosniff')
  return sendProblem(reply, { code: 'bad-request' })
}

const codesOfParser: Record<string, ProblemCode> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
}

/**
 * Rejects what is no HTTP or does not become any in time (slow heads and bodies: 408), and cuts the connection. The answer lacks
 * our marker, because the bytes may have been damaged on their way, and a phone that believed the refusal would give up what it
 * should send again (sync.md F1).
 */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const code = codesOfParser[error.code ?? ''] ?? 'bad-request'
  const body = JSON.stringify(problemBody({ code }))
  const head = [
    `HTTP/1.1 ${String(problems[code])} ${code}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${String(Buffer.byteLength(body))}`,
    'cache-control: no-store',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
