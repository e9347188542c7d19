import type { ProblemCode } from '../../../shared/problem.ts'

/** No response, a truncated one, or none in time. */
export class NetworkError extends Error {
  override readonly name: string = 'NetworkError'
}

/** The response timed out; it has its own class because photo chunks shrink after it. */
export class TimeoutError extends NetworkError {
  override readonly name = 'TimeoutError'
}

/** Another server responded instead of ours: HTML, a redirect, or a response without our own header (F1). */
export class CaptivePortalError extends Error {
  override readonly name = 'CaptivePortalError'
}

interface Refusal {
  status: number
  code?: ProblemCode | undefined
  retryAfterMs?: number | undefined
}

/** 408, 429 and 5xx: our server, or its proxy, is unavailable at the moment. */
export class ServerAwayError extends Error {
  override readonly name = 'ServerAwayError'
  readonly status: number
  readonly code: ProblemCode | undefined
  /** Milliseconds before which the request must not be repeated. */
  readonly retryAfterMs: number | undefined

  constructor(refusal: Refusal) {
    super(`answered ${refusal.status}`)
    this.status = refusal.status
    this.code = refusal.code
    this.retryAfterMs = refusal.retryAfterMs
  }
}
