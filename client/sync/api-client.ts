import type { ApiName, Body, Params, Query, Reply } from '../../shared/api-contract.ts'
import type { Outcome } from '../../shared/problem.ts'

export interface CallOptions<N extends ApiName> {
  params?: Params<N>
  query?: Query<N>
  body?: Body<N>
  signal?: AbortSignal
  /** Milliseconds for the whole answer; 20,000 when absent. */
  timeoutMs?: number
}

/**
 * Calls the JSON routes of shared/api-contract.ts. Refusals of the server (4xx) are values; everything else throws
 * `NetworkError`, `CaptivePortalError` or `ServerAwayError`. `too-many-requests` is a value here, with `retryAfterSeconds` in its
 * detail when the server said so.
 */
export interface ApiClient {
  call<N extends ApiName>(name: N, options?: CallOptions<N>): Promise<Outcome<Reply<N>>>
}
