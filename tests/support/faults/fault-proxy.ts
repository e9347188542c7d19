import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { answer, type Fault, type PlainFault } from './fault-answers.ts'

type Weather = (request: IncomingMessage) => PlainFault | Fault

export interface FaultProxy {
  origin: string
  /** Method and path of everything that came, in order. */
  seen: { method: string; path: string }[]
  /** Decides each later request; connections that wait are broken when it changes. */
  setWeather: (weather: Weather | PlainFault) => void
  /** Answers that are still coming never say another word, though their connections stay open; later requests are not touched. */
  hush: () => void
  /** Event streams that are open now. */
  openStreams: () => number
  close: () => Promise<void>
}

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
    const fault: Fault = typeof decided === 'string' ? { kind: decided } : decided
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
    openStreams: () =>
      [...replies].filter(({ headers }) => headers['content-type']?.startsWith('text/event-stream'))
        .length,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
