import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * What the network does to one request: `pass` it on; `refuse` the connection; `stall` without an answer; `drop-answer` after the server
 * has done the work; `portal` answers 200 with a login page, as a captive portal does, and `portal-redirect` leads there;
 * `unavailable` is a proxy's own 503 page; `cut` lets so many bytes of the body through and then breaks the connection.
 */
export type Fault =
  | {
      kind:
        'pass' | 'refuse' | 'stall' | 'drop-answer' | 'portal' | 'portal-redirect' | 'unavailable'
    }
  | { kind: 'cut'; afterBytes: number }

export type Weather = (request: IncomingMessage) => Fault['kind'] | Fault

export interface FaultProxy {
  origin: string
  /** Method and path of everything that came, in order. */
  seen: { method: string; path: string }[]
  /** Decides each later request; connections that wait are broken when it changes. */
  setWeather: (weather: Weather | Fault['kind']) => void
  /** Answers that are still coming never say another word, though their connections stay open; later requests are not touched. */
  hush: () => void
  close: () => Promise<void>
}

const portalPage = '<!doctype html><title>Wi-Fi</title><h1>Log på gæstenettet</h1>'

/** Stands between a browser and a server on loopback; works for the worker's requests too, unlike a browser's own offline switch. */
export async function startFaultProxy(targetOrigin: string, port = 0): Promise<FaultProxy> {
  const target = new URL(targetOrigin)
  const seen: FaultProxy['seen'] = []
  const sockets = new Set<Socket>()
  const replies = new Set<IncomingMessage>()
  let weather: Weather = () => 'pass'

  const server = createServer((incoming, outgoing) => {
    seen.push({ method: incoming.method ?? 'GET', path: incoming.url ?? '/' })
    const decided = weather(incoming)
    const fault: Fault = typeof decided === 'string' ? ({ kind: decided } as Fault) : decided
    answer(fault, { incoming, outgoing, target, replies })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  return {
    origin: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    seen,
    setWeather(next) {
      weather = typeof next === 'string' ? () => next : next
      for (const socket of sockets) socket.destroy()
    },
    hush() {
      for (const reply of replies) reply.unpipe().resume()
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

interface Exchange {
  incoming: IncomingMessage
  outgoing: ServerResponse
  target: URL
  /** Answers of the server that are under way. */
  replies: Set<IncomingMessage>
}

function answer(fault: Fault, exchange: Exchange): void {
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
    case 'pass':
    case 'drop-answer':
    case 'cut':
      forward(fault, exchange)
  }
}

function forward(fault: Fault, { incoming, outgoing, target, replies }: Exchange): void {
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
        reply.resume()
        reply.on('end', () => incoming.socket.destroy())
        return
      }
      replies.add(reply)
      reply.on('close', () => replies.delete(reply))
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(outgoing)
    },
  )
  upstream.on('error', () => incoming.socket.destroy())
  outgoing.on('close', () => upstream.destroy())
  if (fault.kind === 'cut') cutAfter(fault.afterBytes, incoming, upstream)
  else incoming.pipe(upstream)
}

function cutAfter(
  afterBytes: number,
  incoming: IncomingMessage,
  upstream: ReturnType<typeof request>,
): void {
  let passed = 0
  incoming.on('data', (chunk: Buffer) => {
    const room = Math.max(0, afterBytes - passed)
    upstream.write(chunk.subarray(0, room))
    passed += chunk.length
    if (passed < afterBytes) return
    upstream.destroy()
    incoming.socket.destroy()
  })
  incoming.on('end', () => upstream.end())
}
