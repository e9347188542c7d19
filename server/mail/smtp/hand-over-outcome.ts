import type { MessageReason } from '../../../shared/message/message.ts'

/** What a mail server made of one mail. */
export type HandOverOutcome =
  | { state: 'handed-over'; answer: string | null }
  /** Nothing has left; it may be tried again. */
  | { state: 'put-off'; answer: string | null }
  | { state: 'refused'; answer: string | null }
  /** The mail was on its way when the connection ended: it may have arrived. */
  | { state: 'unknown'; reason: Extract<MessageReason, 'cut-off'> }

/** Code and extended code of a response, `451 4.7.1`; its words may hold an address. */
export const answerOf = (response: string | undefined): string | null =>
  /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?(?=[ -]|$)/
    .exec(response?.trim() ?? '')?.[0]
    .replace('-', ' ') ?? null

interface SmtpFailure {
  responseCode?: number | undefined
  response?: string | undefined
}

/**
 * Reads what went wrong. `hasBegun`: the server had asked for the mail and some of it was written. A server that has said no has not taken
 * the mail, whenever it says so; silence after the mail was begun proves nothing (RFC 5321 §4.5.3.2).
 */
export function readFailure(failure: SmtpFailure, hasBegun: boolean): HandOverOutcome {
  const answer = answerOf(failure.response)
  const code = failure.responseCode ?? 0
  if (code >= 500) return { state: 'refused', answer }
  if (code >= 400 || !hasBegun) return { state: 'put-off', answer }
  return { state: 'unknown', reason: 'cut-off' }
}
