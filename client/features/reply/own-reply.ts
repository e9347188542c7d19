import type { ReplyWords } from '../../../shared/reply/reply.ts'
import { newSecret } from '../../ui/without-account/new-secret.ts'
import { keepReply, readKept } from './kept-reply.ts'

/** The own answer as this browser keeps it. */
export interface OwnReply {
  secret(): string
  /** What was written and not received yet. */
  draft(): ReplyWords | undefined
  /** Keeps the secret with what is written; `undefined` once that was received. */
  keep(draft: ReplyWords | undefined): void
  /** Whether the answer that is kept is to another walk than the code opens now; then it is forgotten. */
  isOfOther(walkId: string): boolean
  forget(): void
}

export function useOwnReply(code: string): OwnReply {
  let kept = readKept(code)
  let secret = kept?.secret ?? newSecret()
  let walkId = kept?.walkId ?? ''
  function forget(): void {
    kept = undefined
    secret = newSecret()
    walkId = ''
    keepReply(code, undefined)
  }
  return {
    secret: () => secret,
    draft: () => kept?.draft,
    keep(draft) {
      kept = { secret, walkId, ...(draft && { draft }) }
      keepReply(code, kept)
    },
    isOfOther(now) {
      const isOther = kept !== undefined && walkId !== now
      if (isOther) forget()
      walkId = now
      return isOther
    },
    forget,
  }
}
