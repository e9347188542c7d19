import { Agent, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { parentPort, workerData } from 'node:worker_threads'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { FeedRow } from '../../../shared/sync/feed.ts'

export interface Pulled {
  /** Waiting for answers only, not reading them. */
  elapsedMs: number
  /** On the wire. */
  bytes: number
  pages: number
  /** Bytes of the largest answer as it was before packing. */
  largestPage: number
  rows: FeedRow[]
}

/** The other side of first-pull.ts: a phone without anything that pulls until there is no more. */
const { origin, cookie, spaces } = workerData as {
  origin: string
  cookie: string
  spaces: string[]
}
const agent = new Agent({ keepAlive: true })
const pulled: Pulled = { elapsedMs: 0, bytes: 0, pages: 0, largestPage: 0, rows: [] }

function ask(body: string): Promise<Buffer> {
  const headers = {
    cookie,
    'content-type': 'application/json',
    'accept-encoding': 'gzip',
    'sec-fetch-site': 'same-origin',
  }
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}/api/sync/pull`, { method: 'POST', agent, headers }, (reply) => {
      const parts: Buffer[] = []
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('end', () => {
        pulled.elapsedMs += performance.now() - started
        const packed = Buffer.concat(parts)
        pulled.bytes += packed.length
        resolve(reply.headers['content-encoding'] === 'gzip' ? gunzipSync(packed) : packed)
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

let epoch: string | null = null
let cursors = Object.fromEntries(spaces.map((space) => [space, '0']))
while (Object.keys(cursors).length > 0) {
  const page = await ask(JSON.stringify({ protocol: 1, epoch, cursors }))
  pulled.pages += 1
  pulled.largestPage = Math.max(pulled.largestPage, page.length)
  const reply = JSON.parse(page.toString()) as Reply<'pull'>
  ;({ epoch } = reply)
  const answered = Object.entries(reply.spaces)
  pulled.rows.push(...answered.flatMap(([, { rows }]) => rows as FeedRow[]))
  const unfinished = answered.filter(([, { more }]) => more)
  cursors = Object.fromEntries(unfinished.map(([space, { cursor }]) => [space, cursor]))
}
agent.destroy()
parentPort?.postMessage(pulled)
