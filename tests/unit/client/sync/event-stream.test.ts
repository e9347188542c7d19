import { describe, expect, test } from 'vitest'
import type { Contact } from '../../../../client/sync/http/api-client.ts'
import { createEventParser } from '../../../../client/sync/http/event-parser.ts'
import { createEventStream, type Poke } from '../../../../client/sync/http/server-events.ts'
import { FakePage } from '../../../support/phones/build-client.ts'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import { html } from '../../../support/phones/scripted-api.ts'
import { letItRun, VirtualClock } from '../../../support/phones/virtual-clock.ts'

/** A server whose streams the test writes into, one after the other as they are opened. */
function streamServer() {
  const streams: { send: (text: string) => void; close: () => void; isAborted: () => boolean }[] =
    []
  let answer: (() => Response) | undefined
  const server = {
    streams,
    refuseWith: (response: (() => Response) | undefined) => {
      answer = response
    },
    fetch: async (_input: RequestInfo | URL, init: RequestInit = {}) => {
      if (answer) return answer()
      const encoder = new TextEncoder()
      let controller: ReadableStreamDefaultController<Uint8Array> | undefined
      const body = new ReadableStream<Uint8Array>({
        start: (opened) => {
          controller = opened
        },
      })
      init.signal?.addEventListener('abort', () => {
        controller?.error(new DOMException('aborted', 'AbortError'))
      })
      streams.push({
        send: (text) => controller?.enqueue(encoder.encode(text)),
        close: () => controller?.close(),
        isAborted: () => init.signal?.aborted ?? false,
      })
      return new Response(body, {
        headers: { 'x-lygte': '1', 'content-type': 'text/event-stream' },
      })
    },
  }
  return server
}

function listening(
  options: { listensWhenHidden?: boolean; hasReason?: () => Promise<boolean> } = {},
) {
  const server = streamServer()
  const clock = new VirtualClock()
  const page = new FakePage()
  const network = { fetch: server.fetch, clock, random: () => 0.5 }
  const contacts: Contact[] = []
  const onContact = (contact: Contact) => contacts.push(contact)
  const stream = createEventStream({ network, page, onContact, ...options })
  const pokes: (Poke | undefined)[] = []
  stream.subscribe((poke) => pokes.push(poke))
  stream.start()
  return { server, clock, page, stream, pokes, contacts }
}

describe('wake-ups', () => {
  test('a phone that has joined no walk asks for none, until it has', async () => {
    let hasJoined = false
    const { server, clock, stream } = listening({ hasReason: () => Promise.resolve(hasJoined) })
    await letItRun()
    await clock.advance(3_600_000)
    expect(server.streams).toHaveLength(0)
    hasJoined = true
    stream.stop()
    stream.start()
    await letItRun()
    expect(stream.isLive()).toBe(true)
    stream.stop()
  })

  test('H2: a stream refused for want of a session is not asked for again before somebody signs in', async () => {
    const { server, clock, stream } = listening()
    await letItRun()
    let asked = 0
    server.refuseWith(() => {
      asked += 1
      return new Response('{}', { status: 401, headers: { 'x-lygte': '1' } })
    })
    server.streams[0]?.close()
    await letItRun()
    await clock.advance(3_600_000)
    expect(asked).toBe(1)
    server.refuseWith(undefined)
    stream.stop()
    stream.start()
    await letItRun()
    expect(stream.isLive()).toBe(true)
    stream.stop()
  })

  test('tells what changed, and after opening that anything may have', async () => {
    const { server, stream, pokes } = listening()
    await letItRun()
    expect(stream.isLive()).toBe(true)
    server.streams[0]?.send(`id: 7\nevent: changed\ndata: {"space":"${someWalkId}"}\n\n`)
    await letItRun()
    expect(pokes.filter((poke) => poke !== undefined)).toEqual([
      { space: null },
      { space: someWalkId },
    ])
    stream.stop()
  })

  test('heartbeats keep it alive; after 45 s of silence it is given up and opened anew', async () => {
    const { server, clock, stream } = listening()
    await letItRun()
    for (let beat = 0; beat < 5; beat += 1) {
      await clock.advance(20_000)
      server.streams[0]?.send(': still here\n\n')
      await letItRun()
    }
    expect(server.streams.length).toBe(1)
    await clock.advance(44_000)
    expect(stream.isLive()).toBe(true)
    await clock.advance(1_001)
    expect(stream.isLive()).toBe(false)
    expect(server.streams[0]?.isAborted()).toBe(true)
    await clock.advance(1_000)
    expect(server.streams.length).toBe(2)
    expect(stream.isLive()).toBe(true)
    stream.stop()
  })

  test('J3: a page that becomes visible never believes the stream it had', async () => {
    const { server, page, stream, pokes } = listening()
    await letItRun()
    page.say('hidden')
    expect(server.streams[0]?.isAborted()).toBe(true)
    pokes.length = 0
    page.say('visible')
    await letItRun()
    expect(server.streams.length).toBe(2)
    expect(pokes).toContainEqual({ space: null })
    page.say('pageshow')
    page.say('online')
    await letItRun()
    expect(server.streams.filter(({ isAborted }) => !isAborted()).length).toBe(1)
    stream.stop()
  })

  test('tells when nobody can be reached any more, and when somebody answers again; a page that leaves tells nothing', async () => {
    const { server, clock, page, stream, contacts } = listening()
    await letItRun()
    expect(contacts).toEqual(['online'])
    server.refuseWith(() => {
      throw new TypeError('Failed to fetch')
    })
    server.streams[0]?.close()
    await letItRun()
    expect(contacts).toEqual(['online'])
    await clock.advance(2_000)
    expect(contacts.at(-1)).toBe('offline')
    server.refuseWith(undefined)
    await clock.advance(60_000)
    expect(contacts.at(-1)).toBe('online')
    const told = contacts.length
    page.say('hidden')
    stream.stop()
    await letItRun()
    expect(contacts).toHaveLength(told)
  })

  test('a desk goes on listening in the background', async () => {
    const { server, page, stream } = listening({ listensWhenHidden: true })
    await letItRun()
    page.say('hidden')
    await letItRun()
    expect(server.streams[0]?.isAborted()).toBe(false)
    stream.stop()
    expect(server.streams[0]?.isAborted()).toBe(true)
  })

  test('a stream the server ends is opened again with growing waits; a login page is no stream', async () => {
    const { server, clock, stream } = listening()
    await letItRun()
    server.streams[0]?.close()
    await letItRun()
    expect(stream.isLive()).toBe(false)
    server.refuseWith(() => html(200))
    await clock.advance(600)
    await clock.advance(60_000)
    expect(stream.isLive()).toBe(false)
    server.refuseWith(undefined)
    for (let waited = 0; waited < 300 && !stream.isLive(); waited += 1) await clock.advance(1_000)
    expect(stream.isLive()).toBe(true)
    expect(server.streams.length).toBe(2)
    stream.stop()
  })
})

describe('text of an event stream', () => {
  test('events are found wherever the pieces end', () => {
    const text =
      ': hello\n\nid: 1\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent: changed\ndata:x\n\n: beat\n\ndata: half'
    for (let cut = 1; cut < text.length; cut += 1) {
      const seen: string[] = []
      const parse = createEventParser((data) => seen.push(data))
      parse(text.slice(0, cut))
      parse(text.slice(cut))
      expect(seen).toEqual(['{"a":\n1}', 'x'])
    }
  })
})
