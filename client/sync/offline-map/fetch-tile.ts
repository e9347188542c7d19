import { responseMarker } from '../../../shared/contract/response-marker.ts'
import { boundedSignal } from '../http/http-exchange.ts'
import {
  CaptivePortalError,
  NetworkError,
  ServerAwayError,
  TimeoutError,
} from '../http/network-errors.ts'
import type { NetworkEnvironment } from '../services/sync-environment.ts'

export interface TileRequest {
  /** `z/x/y` */
  name: string
  /** Requested version of the map; the browser may cache its response for ever. */
  version?: string | undefined
  signal?: AbortSignal | undefined
  /** Tiles that go into the tile store need not be in the browser's cache too. */
  isForKeeping?: boolean
}

export interface TileAnswer {
  /** Empty when the map has nothing there. */
  bytes: ArrayBuffer
  /** Version of the map that it came from, when the server said so. */
  version: string | undefined
}

const timeoutMs = 20_000

/**
 * Fetches one tile from our own server, and from nowhere else. Throws `NetworkError`, `TimeoutError`, `CaptivePortalError` (a login
 * page is no tile) or `ServerAwayError`.
 */
export async function fetchTile(
  network: NetworkEnvironment,
  request: TileRequest,
): Promise<TileAnswer> {
  const bounded = boundedSignal(network, { signal: request.signal, timeoutMs })
  try {
    const response = await network.fetch(addressOfTile(request), {
      signal: bounded.signal,
      credentials: 'same-origin',
      redirect: 'manual',
      ...(request.isForKeeping ? { cache: 'no-store' as const } : {}),
    })
    checkAnswer(response)
    const bytes = response.status === 204 ? new ArrayBuffer(0) : await response.arrayBuffer()
    return { bytes, version: response.headers.get('etag')?.replace(/^W\/|"/g, '') }
  } catch (error) {
    if (isOwn(error)) throw error
    if (bounded.isTimeout()) throw new TimeoutError('no tile in time', { cause: error })
    throw new NetworkError('no tile', { cause: error })
  } finally {
    bounded.release()
  }
}

const addressOfTile = ({ name, version }: TileRequest) =>
  `/tiles/${name}.mvt${version === undefined ? '' : `?v=${encodeURIComponent(version)}`}`

const isOwn = (error: unknown) =>
  error instanceof CaptivePortalError || error instanceof ServerAwayError

function checkAnswer({ status, headers }: Response): void {
  if (headers.get(responseMarker) === null) throw new CaptivePortalError('somebody else answered')
  if (status !== 200 && status !== 204) throw new ServerAwayError({ status })
  const type = headers.get('content-type') ?? ''
  if (status === 200 && !type.includes('vector-tile')) {
    throw new CaptivePortalError('our header, but not a tile')
  }
}
