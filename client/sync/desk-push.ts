import type { Uuid } from '../../shared/identifiers.ts'
import type { MutationArgs } from '../../shared/mutation.ts'
import type { Problem } from '../../shared/problem.ts'

type DeskMutationName =
  | 'observation.set-status@1'
  | 'observation.assign@1'
  | 'observation.comment@1'
  | 'observation.edit@1'
  | 'observation.withdraw@1'
  | 'observation.create@1'

/** One decision of an official; `space` is the observation's `walkId`. */
export type DeskChange = {
  [N in DeskMutationName]: { space: Uuid; name: N; args: MutationArgs<N> }
}[DeskMutationName]

export type UnsentCause = 'offline' | 'captive-portal' | 'server-away' | 'sign-in-needed'

/** What the server said, word for word; `unsent` is never shown as done. */
export type DeskAnswer =
  | { state: 'applied'; id: Uuid; effectSeq: string | null }
  | { state: 'parked'; id: Uuid }
  /** `problem.code` `stale` means that somebody else was faster: show both values. */
  | { state: 'refused'; id: Uuid; problem: Problem }
  | { state: 'unsent'; id: Uuid; cause: UnsentCause }

export interface UnsentChange {
  id: Uuid
  change: DeskChange
  cause: UnsentCause | 'sending'
}

/**
 * Sends an official's change at once. The desk keeps nothing on the machine: what could not be sent stays in this page's
 * memory under its id, so that sending it again is harmless even when the first answer was lost.
 */
export interface DeskPush {
  send(change: DeskChange): Promise<DeskAnswer>
  retry(id: Uuid): Promise<DeskAnswer>
  forget(id: Uuid): void
  unsent(): UnsentChange[]
  subscribe(listener: () => void): () => void
}
