import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { ChangeFeed, ChangeListener } from '../../../server/feed/change-feed.ts'
import { runEventStream } from '../../../server/feed/event-stream.ts'
import { listenEvents, type OpenEventStream } from '../../support/requests/listen-events.ts'

const deafCount = 5
const municipalityId = 'm'

/** A feed that publishes what the test says, as fast as it says it. */
function loudFeed(): ChangeFeed & { listeners: Set<ChangeListener> } {
  const listeners = new Set<ChangeListener>()
  return {
    listeners,
    publish: (change) => listeners.forEach((listener) => listener(change)),
    subscribe: async (_, listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lagMs: () => 0,
    close: async () => undefined,
  }
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A socket that requests the stream and never reads a byte of it. */
function neverRead(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
      resolve(socket)
    })
    socket.pause()
    socket.on('error', () => undefined)
    closing.push(() => socket.destroy())
  })
}

interface World {
  feed: ReturnType<typeof loudFeed>
  /** Of the listeners that never read. */
  deaf: ServerResponse[]
  reader: OpenEventStream
  /** Publishes that many heads of three spaces, and yields in between; returns the newest. */
  tell(count: number): Promise<number>
}

/** Long names, so that sockets fill soon. */
const spaces = ['a', 'b', 'c'].map((letter) => letter.repeat(4_000))

async function world(beatMs: number): Promise<World> {
  const feed = loudFeed()
  const responses: ServerResponse[] = []
  const server = createServer((_request, response) => {
    responses.push(response)
    const times = { beatMs, lifeMs: 600_000 }
    void runEventStream(response, feed, { municipalityId, hears: () => true, ...times })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () => server.closeAllConnections(),
    () => void server.close(),
  )
  const { port } = server.address() as AddressInfo
  for (let count = 0; count < deafCount; count += 1) await neverRead(port)
  while (feed.listeners.size < deafCount) await new Promise(setImmediate)
  const deaf = [...responses]
  const origin = `http://127.0.0.1:${String(port)}`
  const reader = await listenEvents({ origin, cookie: '' })
  closing.push(() => reader.close())
  await reader.until('listening')
  let head = 0
  const tell = async (count: number) => {
    for (let told = 0; told < count; told += 1) {
      head += 1
      feed.publish({ municipalityId, spaceId: spaces[head % 3] ?? '', head: String(head) })
      if (head % 20 === 0) await new Promise(setImmediate)
    }
    return head
  }
  return { feed, deaf, reader, tell }
}

it('M8: listeners that never read cost a bounded buffer each, and others receive every newest head', async () => {
  const { deaf, reader, tell } = await world(600_000)
  while (!deaf.every(({ writableNeedDrain }) => writableNeedDrain)) await tell(20)
  const held = () => Math.max(...deaf.map(({ writableLength }) => writableLength))
  const before = held()
  const head = await tell(2_000)
  await reader.until(
    `id: ${String(head)}\n`,
    `id: ${String(head - 1)}\n`,
    `id: ${String(head - 2)}\n`,
  )
  // Eight megabytes were published since; none of them waits in the connection.
  expect(held()).toBe(before)
  expect(before).toBeLessThan(100_000)
})

it('M8: a listener that read nothing between two heartbeats is cut off and removed; the others go on', async () => {
  const { feed, deaf, reader, tell } = await world(20)
  while (!deaf.every(({ destroyed }) => destroyed)) await tell(20)
  while (feed.listeners.size > 1) await new Promise(setImmediate)
  const head = await tell(1)
  await reader.until(`id: ${String(head)}\n`)
})
