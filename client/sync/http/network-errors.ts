import type { ProblemCode } from '../../../shared/problem.ts'

/** No answer, a cut answer or none in time. */
export class NetworkError extends Error {
  override readonly name: string = 'NetworkError'
}

/** The time for an answer ran out; kept apart because photo chunks shrink by it. */
export class TimeoutError extends NetworkError {
  override readonly name = 'TimeoutError'
}

/** Somebody between us and our server answered: HTML, a redirect, or an answer without our own header (F1). */
export class CaptivePortalError extends Error {
  override readonly name = 'CaptivePortalError'
}

interface Refusal {
  status: number
  code?: ProblemCode | undefined
  retryAfterMs?: number | undefined
}

/** 408, 429 and 5xx: our server, or its proxy, cannot just now. */
export class ServerAwayError extends Error {
  override readonly name = 'ServerAwayError'
  readonly status: number
  readonly code: ProblemCode | undefined
  /** Not to be asked again before this many milliseconds have passed. */
  readonly retryAfterMs: number | undefined

  constructor(refusal: Refusal) {
    super(`answered ${refusal.status}`)
    this.status = refusal.status
    this.code = refusal.code
    this.retryAfterMs = refusal.retryAfterMs
  }
}
