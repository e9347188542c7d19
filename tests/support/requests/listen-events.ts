import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'

export interface EventListenerOptions {
  /** `http://127.0.0.1:3121` */
  origin: string
  cookie: string
  /** Sent as a desk page does. */
  isDesk?: boolean
}

/** One open stream of wake-ups, read by hand: text so far, and promises for what is still to come. */
export interface OpenEventStream {
  status: number
  headers: IncomingMessage['headers']
  text(): string
  /** Resolves when the text so far contains all of these. */
  until(...parts: string[]): Promise<void>
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>
  close(): void
}

/** Opens `GET /api/events` and resolves when the headers have come. */
export function listenEvents({
  origin,
  cookie,
  isDesk = false,
}: EventListenerOptions): Promise<OpenEventStream> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie,
      accept: 'text/event-stream',
      ...(isDesk ? { 'x-lygte-desk': '1' } : {}),
    }
    const outgoing = request(`${origin}/api/events`, { headers, agent: false }, (response) =>
      resolve(streamOf(response, () => outgoing.destroy())),
    )
    outgoing.on('error', reject)
    outgoing.end()
  })
}

function streamOf(response: IncomingMessage, close: () => void): OpenEventStream {
  let text = ''
  const waiting = new Set<() => void>()
  response.setEncoding('utf8')
  response.on('error', () => undefined)
  response.on('data', (chunk: string) => {
    text += chunk
    for (const check of waiting) check()
  })
  const ended = new Promise<void>((done) => response.once('close', done))
  const until = (...parts: string[]) =>
    new Promise<void>((done) => {
      const check = () => {
        if (!parts.every((part) => text.includes(part))) return
        waiting.delete(check)
        done()
      }
      waiting.add(check)
      check()
    })
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: () => text,
    until,
    ended,
    close,
  }
}
