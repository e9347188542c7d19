import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import type { ClientLoad, LoadResult } from './http-load.ts'

/** The other side of http-load.ts. Plain `node:http`: `fetch` would cost more than what is measured. */
const { origin, clients, mustNotHold } = workerData as {
  origin: string
  clients: readonly ClientLoad[]
  mustNotHold: string
}
const agent = new Agent({ keepAlive: true, maxSockets: clients.length })
const latencies: number[] = []

function post({ cookie, path }: ClientLoad, body: string): Promise<void> {
  const headers = {
    cookie,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'sec-fetch-site': 'same-origin',
  }
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(origin + path, { method: 'POST', agent, headers }, (reply) => {
      let text = ''
      reply.setEncoding('utf8')
      reply.on('data', (part: string) => {
        text += part
      })
      reply.on('end', () => {
        latencies.push(performance.now() - started)
        const isGood = (reply.statusCode ?? 500) < 300 && !text.includes(mustNotHold)
        if (isGood) resolve()
        else reject(new Error(`${path}: ${String(reply.statusCode)} ${text.slice(0, 300)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function run(client: ClientLoad): Promise<void> {
  for (const body of client.bodies) await post(client, body)
}

const started = performance.now()
await Promise.all(clients.map(run))
const result: LoadResult = { elapsedMs: performance.now() - started, latencies }
parentPort?.postMessage(result)
agent.destroy()
