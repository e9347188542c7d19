import { request, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { cutOff, slowly, type SlowLink } from './fault-streams.ts'

/** Faults that need no number. */
export type PlainFault =
  'pass' | 'refuse' | 'stall' | 'drop-answer' | 'portal' | 'portal-redirect' | 'unavailable'

/**
 * What the network does to one request. `pass` it on; `refuse` the connection; `stall` without an answer; `drop-answer` after
 * the server has done the work; `portal` answers 200 with a login page, as a captive portal does, and `portal-redirect` leads
 * there; `unavailable` is a proxy's own 503 page; `cut` lets so many bytes of the request's body through and then breaks the
 * connection, `cut-answer` so many of the answer's. What passes, passes over the `link`, both ways.
 */
export type Fault = ({ kind: PlainFault } | { kind: CuttingFault; afterBytes: number }) & {
  link?: SlowLink
}
type CuttingFault = 'cut' | 'cut-answer'

export interface Exchange {
  incoming: IncomingMessage
  outgoing: ServerResponse
  target: URL
  /** Answers of the server that are under way. */
  replies: Set<IncomingMessage>
}

const portalPage = '<!doctype html><title>Wi-Fi</title><h1>Log på gæstenettet</h1>'

/** Gives a request the answer that the fault lets through. */
export function answer(fault: Fault, exchange: Exchange): void {
  const { incoming, outgoing } = exchange
  switch (fault.kind) {
    case 'refuse':
      incoming.socket.destroy()
      return
    case 'stall':
      incoming.resume()
      return
    case 'portal':
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(portalPage)
      return
    case 'portal-redirect':
      outgoing.writeHead(302, { location: 'http://login.invalid/' }).end()
      return
    case 'unavailable':
      outgoing.writeHead(503, { 'content-type': 'text/html' }).end('<h1>Service Unavailable</h1>')
      return
    default:
      forward(fault, exchange)
  }
}

function forward(fault: Fault, { incoming, outgoing, target, replies }: Exchange): void {
  // Kept, since a request that was broken off no longer knows its connection.
  const { socket } = incoming
  const breakOff = () => void socket.destroy()
  const upstream = request(
    {
      host: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
    },
    (reply) => {
      if (fault.kind === 'drop-answer') {
        reply.resume().on('end', breakOff)
        return
      }
      replies.add(reply)
      reply.on('close', () => replies.delete(reply))
      // A browser repeats by itself what breaks on a connection it has used before, and the app would never meet the fault.
      outgoing.writeHead(reply.statusCode ?? 502, { ...reply.headers, connection: 'close' })
      pass(faulty(reply, fault, 'cut-answer'), outgoing, breakOff)
    },
  )
  upstream.on('error', breakOff)
  outgoing.on('close', () => upstream.destroy())
  pass(faulty(incoming, fault, 'cut'), upstream, breakOff)
}

function faulty(source: Readable, fault: Fault, cut: CuttingFault): Readable {
  const over = fault.link ? slowly(source, fault.link) : source
  return fault.kind === cut ? cutOff(over, fault.afterBytes) : over
}

/** A source that breaks breaks what it was poured into. */
function pass(source: Readable, into: ServerResponse | ClientRequest, breakOff: () => void): void {
  source.on('error', () => {
    into.destroy()
    breakOff()
  })
  source.pipe(into)
}
