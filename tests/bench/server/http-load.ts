import { Worker } from 'node:worker_threads'

/** What one client sends, one request after the other. */
export interface ClientLoad {
  cookie: string
  path: string
  bodies: readonly string[]
}

export interface LoadResult {
  /** From the first request to the last answer, milliseconds. */
  elapsedMs: number
  /** Of every request, milliseconds. */
  latencies: number[]
}

/**
 * Lets clients post at the same time from a thread of its own, so that asking and answering do not share one. Throws when an
 * answer is not 2xx or holds `mustNotHold`.
 */
export async function postAll(
  origin: string,
  clients: readonly ClientLoad[],
  mustNotHold = '"refused"',
): Promise<LoadResult> {
  const worker = new Worker(new URL('http-load-thread.ts', import.meta.url), {
    workerData: { origin, clients, mustNotHold },
  })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
