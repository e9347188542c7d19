import { responseMarker } from '../../../shared/contract/response-marker.ts'
import { isProblemCode, type Problem } from '../../../shared/problem.ts'
import { CaptivePortalError, NetworkError, TimeoutError } from './network-errors.ts'
import { retryAfterMs } from './retry-delay.ts'
import type { NetworkEnvironment } from '../services/sync-environment.ts'

export interface HttpRequest {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
  signal?: AbortSignal | undefined
  /** For the whole response, body included. */
  timeoutMs: number
}

/** A response of our own server, or of a proxy in front of it that reports the server as unavailable. */
export interface HttpAnswer {
  status: number
  headers: Headers
  /** Parsed JSON; `undefined` when there is none. */
  body: unknown
  problem: Problem | undefined
  retryAfterMs: number | undefined
}

/**
 * Sends one request, bounded in time. Throws `NetworkError`, `TimeoutError` or `CaptivePortalError`: a response counts as our
 * server's only when it carries our own header and, where it has a body, JSON (F1).
 */
export async function exchange(
  network: NetworkEnvironment,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const bounded = boundedSignal(network, request)
  try {
    const response = await network.fetch(request.path, {
      method: request.method,
      headers: request.headers ?? {},
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: bounded.signal,
      credentials: 'same-origin',
      cache: 'no-store',
      // Login pages often redirect; following that would end at another server's 200.
      redirect: 'manual',
    })
    return await readAnswer(response)
  } catch (error) {
    if (error instanceof CaptivePortalError || error instanceof NetworkError) throw error
    if (bounded.isTimeout()) throw new TimeoutError('no answer in time', { cause: error })
    throw new NetworkError('no answer', { cause: error })
  } finally {
    bounded.release()
  }
}

export function boundedSignal(
  { clock }: NetworkEnvironment,
  { signal, timeoutMs }: Pick<HttpRequest, 'signal' | 'timeoutMs'>,
) {
  const controller = new AbortController()
  const abort = () => controller.abort()
  let hasTimedOut = false
  const cancel = clock.after(timeoutMs, () => {
    hasTimedOut = true
    abort()
  })
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort)
  return {
    signal: controller.signal,
    isTimeout: () => hasTimedOut,
    release: () => {
      cancel()
      signal?.removeEventListener('abort', abort)
    },
  }
}

/** Statuses that our proxy may send without our header; they mean the same from either. */
const proxyStatuses = [408, 413, 429, 500, 502, 503, 504]

async function readAnswer(response: Response): Promise<HttpAnswer> {
  const { status, headers } = response
  const isOurs = headers.get(responseMarker) !== null
  if (!isOurs && !proxyStatuses.includes(status)) {
    throw new CaptivePortalError(`somebody else answered ${status}`)
  }
  const body = isOurs ? await readJson(response) : undefined
  return {
    status,
    headers,
    body,
    problem: problemOfBody(body),
    retryAfterMs: retryAfterMs(headers),
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  const type = response.headers.get('content-type') ?? ''
  if (!/\bjson\b/.test(type)) throw new CaptivePortalError('our header, but not our answer')
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new NetworkError('the answer was cut', { cause: error })
  }
}

/** RFC 9457: `type` is the code, `facts` are the values for its message. */
function problemOfBody(body: unknown): Problem | undefined {
  if (body === null || typeof body !== 'object' || !('type' in body)) return undefined
  const code = String(body.type)
  if (!isProblemCode(code)) return undefined
  const facts = 'facts' in body ? (body.facts as Problem['detail']) : undefined
  return facts ? { code, detail: facts } : { code }
}
