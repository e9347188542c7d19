import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { ClientLoad } from './http-load.ts'

export interface StreamsPlan {
  origin: string
  listeners: { cookie: string; space: string }[]
  pushes: ClientLoad | undefined
  everyMs: number
}

export interface StreamsResult {
  /** Of every wake-up, milliseconds from the sending of the push. */
  delays: number[]
  /** Wake-ups that never came. */
  missed: number
}

/** The other side of event-streams.ts: says when it is there, when all streams are open, and what came of the pushes. */
const { origin, listeners, pushes, everyMs } = workerData as StreamsPlan
const agent = new Agent({ keepAlive: true, maxSockets: 4 })
const delays: number[] = []
/** Pushes of each space that not all of its listeners have heard of, by feed number. */
const awaited = new Map<string, { head: bigint; sentAt: number; left: number }[]>()
const streamsOf = (space: string) => listeners.filter((one) => one.space === space).length

/** A later number tells of all earlier ones. */
function hear(heardBefore: bigint, head: bigint, space: string): void {
  for (const push of awaited.get(space) ?? []) {
    if (push.head <= heardBefore || push.head > head) continue
    push.left -= 1
    delays.push(performance.now() - push.sentAt)
  }
}

function listen({ cookie, space }: StreamsPlan['listeners'][number]): Promise<void> {
  let text = ''
  let heard = 0n
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}/api/events`, { agent: false, headers: { cookie } }, (reply) => {
      reply.setEncoding('utf8')
      reply.on('data', (part: string) => {
        text += part
        if (text.includes('listening')) resolve()
        const ids = [...text.matchAll(/^id: (\d+)\n[^]*?\n\n/gm)]
        for (const [, id = '0'] of ids) {
          hear(heard, BigInt(id), space)
          heard = BigInt(id)
        }
        if (text.endsWith('\n\n')) text = ''
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}

function push(body: string): Promise<Reply<'push'>> {
  const headers = {
    cookie: pushes?.cookie ?? '',
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}/api/sync/push`, { method: 'POST', agent, headers }, (reply) => {
      let text = ''
      reply.setEncoding('utf8')
      reply.on('data', (part: string) => {
        text += part
      })
      reply.on('end', () => resolve(JSON.parse(text) as Reply<'push'>))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** A wake-up may come before the answer to its push: the number is known from the push before. */
const heads = new Map<string, bigint>()

async function pushTimed(body: string): Promise<void> {
  const { space } = JSON.parse(body) as { space: string }
  const head = (heads.get(space) ?? 1n) + 1n
  heads.set(space, head)
  const entry = { head, sentAt: performance.now(), left: streamsOf(space) }
  awaited.set(space, [...(awaited.get(space) ?? []), entry])
  const reply = await push(body)
  if (BigInt(reply.head) !== head) throw new Error(`${reply.head} is not ${String(head)}`)
}

async function pushAll(): Promise<StreamsResult> {
  const running: Promise<void>[] = []
  for (const body of pushes?.bodies ?? []) {
    running.push(pushTimed(body))
    await pause(everyMs)
  }
  await Promise.all(running)
  // Longer than the poll that would mend a lost wake-up.
  await pause(2_000)
  const left = [...awaited.values()].flat().reduce((sum, entry) => sum + entry.left, 0)
  return { delays, missed: left }
}

parentPort?.on('message', (message) => {
  const work =
    message === 'listen' ? Promise.all(listeners.map(listen)).then(() => 'listening') : pushAll()
  void work.then((result) => parentPort?.postMessage(result))
})
parentPort?.postMessage('ready')
