/**
 * The catalogue of everything that can be refused. `status` is the HTTP status when a whole request is refused;
 * inside a push the code stands in the result of one mutation. Words for people are in the message files
 * (`problem.<code>`), so the server sends codes and never sentences.
 */
export const problems = {
  // the request as a whole
  'bad-request': 400,
  'sign-in-needed': 401,
  'wrong-credentials': 401,
  forbidden: 403,
  'cross-site': 403,
  'not-found': 404,
  'unknown-walk-code': 404,
  'method-not-allowed': 405,
  'request-timeout': 408,
  'client-id-in-use': 409,
  'walk-code-closed': 410,
  'walk-code-used': 409,
  'walk-full': 409,
  'upload-conflict': 409,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'protocol-too-old': 426,
  'too-many-requests': 429,
  'headers-too-large': 431,
  'checksum-mismatch': 460,
  'internal-error': 500,
  'store-away': 503,
  // one mutation
  'id-reused': 409,
  'wrong-space': 422,
  'unknown-mutation': 422,
  'invalid-arguments': 422,
  'unreadable-text': 422,
  'position-coarse': 422,
  'position-unusable': 422,
  'place-too-long': 422,
  'unknown-category': 422,
  'outside-area': 422,
  'text-too-long': 422,
  'text-too-heavy': 422,
  'name-too-long': 422,
  'too-many-photos': 422,
  'no-photos-here': 422,
  'photo-too-large': 422,
  'photo-type': 422,
  'photo-heic': 422,
  'photo-id-in-use': 409,
  'observation-exists': 409,
  'observation-missing': 404,
  'observation-withdrawn': 409,
  'not-yours': 403,
  'not-allowed': 403,
  stale: 409,
  'status-step': 409,
  'needs-text': 422,
  'needs-reason': 422,
  'needs-party': 422,
  'needs-date': 422,
  'month-ended': 422,
  'undo-overtaken': 409,
  'needs-recipient': 422,
  'needs-original': 422,
  'unknown-party': 422,
  'walk-observations-full': 409,
  // a walk
  'walk-exists': 409,
  'walk-missing': 404,
  'walk-closed': 409,
  'vote-closed': 409,
  'walk-times': 422,
  'needs-title': 422,
  'stop-twice': 422,
  'code-length': 422,
  'code-taken': 409,
  // a municipality
  'texts-before-names': 422,
  // what was put aside for a person, and what the person decided
  'closed-by-staff': 409,
  erased: 410,
  // a photo
  'photo-hash': 422,
  'photo-unreadable': 422,
} as const satisfies Record<string, number>

export type ProblemCode = keyof typeof problems

export interface Problem {
  code: ProblemCode
  /** Named facts for the message, e.g. the present status when a step is illegal. */
  detail?: Record<string, string | number>
}

/** `others`: what else is wrong with the same arguments, so that a form can show everything at once. */
export type Outcome<T> =
  { ok: true; value: T } | { ok: false; problem: Problem; others?: readonly Problem[] }

export const succeed = <T>(value: T): Outcome<T> => ({ ok: true, value })

export function refuse(code: ProblemCode, detail?: Problem['detail']): Outcome<never> {
  return { ok: false, problem: detail ? { code, detail } : { code } }
}

/** Refuses because of the first problem and names the others too; undefined where there is none. */
export function refuseAll(problems: readonly [Problem, ...Problem[]]): Outcome<never>
export function refuseAll(problems: readonly Problem[]): Outcome<never> | undefined
export function refuseAll([problem, ...others]: readonly Problem[]): Outcome<never> | undefined {
  if (!problem) return undefined
  return others.length > 0 ? { ok: false, problem, others } : { ok: false, problem }
}

/** Everything that a refusal names; nothing where all is well. */
export const problemsIn = (outcome: Outcome<unknown>): readonly Problem[] =>
  outcome.ok ? [] : [outcome.problem, ...(outcome.others ?? [])]

/** What a person has decided after it had been put aside: its author is told, and sending it again would change nothing. */
export const isDecided = (problem: { code: string } | null): boolean =>
  problem?.code === 'closed-by-staff' || problem?.code === 'erased'

/** A refusal as a problem; a code of a newer server is no code of this catalogue. */
export function problemIn(refusal: {
  code?: string | undefined
  detail?: Problem['detail'] | undefined
}): Problem {
  const { code = '', detail } = refusal
  const known = isProblemCode(code) ? code : 'internal-error'
  return detail ? { code: known, detail } : { code: known }
}

export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(problems, text)

/** Body of a refused request, `application/problem+json` (RFC 9457); `detail` is for developers, never for a screen. */
export interface ProblemDetails {
  type: ProblemCode
  title: string
  status: number
  detail?: string
  /** Named facts for the message. */
  facts?: Record<string, string | number>
}
