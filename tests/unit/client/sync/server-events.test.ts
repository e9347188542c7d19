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

describe('the event stream', () => {
  test('is not opened by a phone that has joined no walk, until it has', async () => {
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

  test('H2: is not opened again after a 401 before somebody signs in', async () => {
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

  test('reports what changed, and after opening that anything may have', async () => {
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

  test('is kept alive by heartbeats; after 45 s of silence it is given up and opened again', async () => {
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

  test('J3: is replaced when a page becomes visible, however alive it looks', async () => {
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

  test('reports when the server cannot be reached any more, and when it answers again; a page that ends reports nothing', async () => {
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

  test('stays open for a desk in the background', async () => {
    const { server, page, stream } = listening({ listensWhenHidden: true })
    await letItRun()
    page.say('hidden')
    await letItRun()
    expect(server.streams[0]?.isAborted()).toBe(false)
    stream.stop()
    expect(server.streams[0]?.isAborted()).toBe(true)
  })

  test('is opened again with growing delays when the server ends it; a login page is no stream', async () => {
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

describe('the text of an event stream', () => {
  test('is split into events wherever the chunks end', () => {
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
