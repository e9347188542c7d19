import type { ApiName, Body, Params, Query, Reply } from '../../../shared/contract/api-contract.ts'
import { refuse, type Outcome, type ProblemCode } from '../../../shared/problem.ts'
import { addressOf, streetRoutes, type Routes } from './api-routes.ts'
import { exchange, type HttpAnswer } from './http-exchange.ts'
import { CaptivePortalError, NetworkError, ServerAwayError } from './network-errors.ts'
import type { NetworkEnvironment } from '../services/sync-environment.ts'

export interface CallOptions<N extends ApiName> {
  params?: Params<N>
  query?: Query<N>
  body?: Body<N>
  signal?: AbortSignal
  /** Milliseconds for the whole response; 20,000 when absent. */
  timeoutMs?: number
}

/**
 * Calls the JSON routes of shared/contract/api-contract.ts. Refusals of the server (4xx) are values; everything else throws
 * `NetworkError`, `CaptivePortalError` or `ServerAwayError`. `too-many-requests` is a value here, with `retryAfterSeconds` in its
 * detail when the server sent it.
 */
export interface ApiClient {
  call<N extends ApiName>(name: N, options?: CallOptions<N>): Promise<Outcome<Reply<N>>>
}

/** What one exchange shows about the way to our server. */
export type Contact = 'online' | 'offline' | 'captive-portal' | 'server-away'

interface ApiClientOptions {
  network: NetworkEnvironment
  /** For pages of officials: the account's session counts where a phone's is there too. */
  isDesk?: boolean
  onContact?: (contact: Contact) => void
}

const defaultTimeoutMs = 20_000

export function createApiClient(options: ApiClientOptions): ApiClient {
  const { network, isDesk = false, onContact = () => undefined } = options
  return {
    async call(name, call = {}) {
      const { body, signal, timeoutMs = defaultTimeoutMs } = call
      const { params, query } = call as { params?: object; query?: object }
      const { method, path } = await routeOf(name)
      const answer = await watched(onContact, () =>
        exchange(network, {
          method,
          path: addressOf(path, params, query),
          headers: headersFor(body, isDesk),
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal,
          timeoutMs,
        }),
      )
      return outcomeOf(answer)
    },
  }
}

/** Throws `NetworkError` when the part with the other routes cannot be loaded. */
async function routeOf(name: ApiName): Promise<Routes<ApiName>[ApiName]> {
  if (name in streetRoutes) return streetRoutes[name as keyof typeof streetRoutes]
  const { moreRoutes } = await import('./more-routes.ts').catch((cause: unknown) => {
    throw new NetworkError('part of the app not loaded', { cause })
  })
  return moreRoutes[name as keyof typeof moreRoutes]
}

/** Runs an exchange and reports what it showed of the network; throws `ServerAwayError` for 408 and 5xx. */
export async function watched(
  onContact: (contact: Contact) => void,
  send: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  try {
    const answer = await send()
    const isAway = answer.status === 408 || answer.status >= 500
    onContact(isAway ? 'server-away' : 'online')
    if (isAway) throw awayError(answer)
    return answer
  } catch (error) {
    if (error instanceof CaptivePortalError) onContact('captive-portal')
    if (error instanceof NetworkError) onContact('offline')
    throw error
  }
}

export const awayError = ({ status, problem, retryAfterMs }: HttpAnswer): ServerAwayError =>
  new ServerAwayError({ status, code: problem?.code, retryAfterMs })

function headersFor(body: unknown, isDesk: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(isDesk ? { 'x-lygte-desk': '1' } : {}),
  }
}

const codeOfStatus: Record<number, ProblemCode> = {
  401: 'sign-in-needed',
  403: 'forbidden',
  404: 'not-found',
  413: 'body-too-large',
  426: 'protocol-too-old',
  429: 'too-many-requests',
}

function outcomeOf<T>(answer: HttpAnswer): Outcome<T> {
  const { status, body, problem, retryAfterMs } = answer
  if (status >= 200 && status < 300) return { ok: true, value: (body ?? null) as T }
  const code = problem?.code ?? codeOfStatus[status] ?? 'bad-request'
  if (status !== 429 || retryAfterMs === undefined) {
    return { ok: false, problem: problem ?? { code } }
  }
  return refuse(code, { ...problem?.detail, retryAfterSeconds: Math.ceil(retryAfterMs / 1000) })
}
