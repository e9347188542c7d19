import type { AreaPlan, NamedTile } from '../../local/tiles/tile-record.ts'
import type { TileStore } from '../../local/tiles/tile-store.ts'
import { fetchTile } from './fetch-tile.ts'
import { NetworkError, ServerAwayError } from '../http/network-errors.ts'
import { retryDelayMs } from '../http/retry-delay.ts'
import type { NetworkEnvironment } from '../services/sync-environment.ts'

/** The server's map file was replaced during the download: tiles of two maps do not fit together. */
export class MapChangedError extends Error {
  override readonly name = 'MapChangedError'
}

export interface AreaProgress {
  savedTiles: number
  tiles: number
  /** Their size on the phone, so far and in all; so far is computed from the number of tiles. */
  bytes: number
  ofBytes: number
}

export interface AreaJob {
  plan: AreaPlan
  names: readonly string[]
  onProgress?: (progress: AreaProgress) => void
  signal?: AbortSignal
}

interface AreaTools {
  tiles: TileStore
  network: NetworkEnvironment
}

/** Only a few at once: a phone's uplink is shared with the pins that are being sent. */
const parallel = 4
const batchTiles = 8
/**
 * After this many failures in a row, over all workers, the network counts as away; fewer are a bad connection (30 % loss is usual).
 */
const mostFailures = 10
const longestPauseMs = 5_000

/**
 * Fetches the missing tiles of an area and saves them in batches. Resolves when the store has counted all. A tile that fails is
 * retried after a growing delay; when nothing comes through any more, everything stops with the last error, and saved tiles stay.
 */
export async function fetchArea(tools: AreaTools, job: AreaJob): Promise<void> {
  const { plan, names, onProgress, signal } = job
  const missing = await tools.tiles.begin(plan, names)
  let savedTiles = names.length - missing.length
  const tell = () => onProgress?.(progressOf(plan, savedTiles))
  tell()
  const stop = new AbortController()
  const luck: Luck = { failures: 0 }
  const cancel = () => {
    stop.abort(signal?.reason)
  }
  signal?.addEventListener('abort', cancel)
  if (signal?.aborted) cancel()
  const worker = async () => {
    for (let batch = missing.splice(0, batchTiles); batch.length > 0;) {
      const tiles: NamedTile[] = []
      try {
        for (const name of batch) tiles.push(await fetchOne(tools, { plan, name, stop, luck }))
      } finally {
        // Tiles that came before a failure are saved too, so that the next attempt need not fetch them again.
        await tools.tiles.save(plan, tiles)
        savedTiles += tiles.length
        tell()
      }
      batch = missing.splice(0, batchTiles)
    }
  }
  try {
    const workers = Array.from({ length: parallel }, () => worker().catch(rethrowAfter(stop)))
    const results = await Promise.allSettled(workers)
    if (results.some((result) => result.status === 'rejected')) throw stop.signal.reason
    await tools.tiles.finish(plan)
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

/** The first failure stops the other workers and is the reason that is thrown; their own errors are ignored. */
const rethrowAfter = (stop: AbortController) => (error: unknown) => {
  stop.abort(error)
  throw error
}

/** The state of the network, shared by all workers. */
interface Luck {
  failures: number
}

interface OneTile {
  plan: AreaPlan
  name: string
  stop: AbortController
  luck: Luck
}

async function fetchOne(tools: AreaTools, tile: OneTile): Promise<NamedTile> {
  const { name, stop, luck } = tile
  for (let attempt = 1; ; attempt += 1) {
    try {
      const bytes = await fetchOnce(tools, tile)
      luck.failures = 0
      return { name, bytes }
    } catch (error) {
      stop.signal.throwIfAborted()
      luck.failures += 1
      const mayPass = error instanceof NetworkError || error instanceof ServerAwayError
      if (!mayPass || Math.max(attempt, luck.failures) >= mostFailures) throw error
      const delayMs = Math.min(longestPauseMs, retryDelayMs(attempt, tools.network.random))
      await pause(tools.network, delayMs, stop.signal)
    }
  }
}

async function fetchOnce({ network }: AreaTools, { plan, name, stop }: OneTile) {
  stop.signal.throwIfAborted()
  const { version } = plan
  const request = { name, version, signal: stop.signal, isForKeeping: true }
  const answer = await fetchTile(network, request)
  if (answer.version !== undefined && answer.version !== version) {
    throw new MapChangedError('the map on the server is another one now')
  }
  return answer.bytes
}

/** Resolves early when everything is stopped. */
const pause = ({ clock }: NetworkEnvironment, ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const cancel = clock.after(ms, resolve)
    signal.addEventListener('abort', () => {
      cancel()
      resolve()
    })
  })

function progressOf(plan: AreaPlan, savedTiles: number): AreaProgress {
  const share = plan.tiles === 0 ? 1 : savedTiles / plan.tiles
  return {
    savedTiles,
    tiles: plan.tiles,
    bytes: Math.round(plan.bytes * share),
    ofBytes: plan.bytes,
  }
}
