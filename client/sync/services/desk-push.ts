import type { Reply } from '../../../shared/contract/api-contract.ts'
import { protocolVersion } from '../../../shared/sync/feed.ts'
import { makeUuid, type Uuid } from '../../../shared/identifiers.ts'
import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import type { PublishArgs } from '../../../shared/publication/mutation-schemas.ts'
import type { WalkArgs, WalkMutationName } from '../../../shared/walk/mutation-schemas.ts'
import type { WishArgs } from '../../../shared/wish/mutation-schemas.ts'
import type { FindingPress } from '../../local/gathering/gathering-names.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { problemIn, type Problem } from '../../../shared/problem.ts'
import type { PhoneClock } from '../../local/phone/phone-environment.ts'
import type { ApiClient } from '../http/api-client.ts'
import { CaptivePortalError, NetworkError, ServerAwayError } from '../http/network-errors.ts'

type DeskMutationName =
  | 'observation.set-status@1'
  | 'observation.forward@1'
  | 'observation.assign@1'
  | 'observation.assign@2'
  | 'observation.give-back@1'
  | 'observation.await-budget@1'
  | 'observation.move-plan@1'
  | 'observation.comment@1'
  | 'observation.edit@1'
  | 'observation.withdraw@1'
  | 'observation.undo@1'
  | 'observation.create@1'
  | FindingPress['name']

/** One decision of an official; `space` is the observation's `walkId`. */
export type ObservationChange = {
  [N in DeskMutationName]: { space: Uuid; name: N; args: ObservationArgs<N> }
}[DeskMutationName]

/** One step of a walk, whose id is its space; `walk.create@1` opens that space. */
export type WalkChange = {
  [N in WalkMutationName]: { space: Uuid; name: N; args: WalkArgs<N> }
}[WalkMutationName]

type WishMutationName = 'wish.accept@1' | 'wish.join@1' | 'wish.decline@1'

/** An answer to a wish for a walk; `space` is the municipality. */
type WishChange = {
  [N in WishMutationName]: { space: Uuid; name: N; args: WishArgs<N> }
}[WishMutationName]

/** What of a finding everybody may see; `space` is its `walkId`. */
interface PublicationChange {
  space: Uuid
  name: 'observation.publish@1'
  args: PublishArgs
}

export type DeskChange = ObservationChange | WalkChange | WishChange | PublicationChange

export type UnsentCause = 'offline' | 'captive-portal' | 'server-away' | 'sign-in-needed'

/** The server's answer, word for word; `unsent` is never shown as done. */
export type DeskAnswer =
  | { state: 'applied'; id: Uuid; effectSeq: string | null }
  | { state: 'parked'; id: Uuid }
  /** `problem.code` `stale` means that somebody else was faster: show both values. */
  | { state: 'refused'; id: Uuid; problem: Problem }
  | { state: 'unsent'; id: Uuid; cause: UnsentCause }

interface UnsentChange {
  id: Uuid
  change: DeskChange
  cause: UnsentCause | 'sending'
}

/**
 * Sends an official's change at once. The desk stores nothing on the computer: what could not be sent stays in this page's memory
 * under its id, so that sending it again is harmless even when the first answer was lost.
 */
export interface DeskPush {
  /** An id for what the desk makes, such as a walk or a stop. */
  newId(): Uuid
  send(change: DeskChange): Promise<DeskAnswer>
  retry(id: Uuid): Promise<DeskAnswer>
  forget(id: Uuid): void
  unsent(): UnsentChange[]
  subscribe(listener: () => void): () => void
}

interface DeskPushOptions {
  api: ApiClient
  clock: PhoneClock
  randomBytes: () => Uint8Array
  tzOffsetMinutes: (nowMs: number) => number
}

interface Waiting extends UnsentChange {
  envelope: MutationEnvelope
}

export function createDeskPush(options: DeskPushOptions): DeskPush {
  return new LiveDeskPush(options)
}

class LiveDeskPush implements DeskPush {
  readonly #options: DeskPushOptions
  /** The outbox of this page; officials share computers, so nothing of it is stored. */
  readonly #clientId: Uuid
  readonly #waiting = new Map<Uuid, Waiting>()
  readonly #listeners = new Set<() => void>()
  #clientSeq = 0

  constructor(options: DeskPushOptions) {
    this.#options = options
    this.#clientId = this.newId()
  }

  newId(): Uuid {
    return makeUuid(this.#options.clock.now(), this.#options.randomBytes)
  }

  send(change: DeskChange): Promise<DeskAnswer> {
    const { clock, tzOffsetMinutes } = this.#options
    this.#clientSeq += 1
    const at = change.name.lastIndexOf('@')
    const now = clock.now()
    const envelope: MutationEnvelope = {
      id: this.newId(),
      clientSeq: this.#clientSeq,
      name: change.name.slice(0, at),
      v: Number(change.name.slice(at + 1)),
      args: change.args,
      capturedAt: new Date(now).toISOString(),
      tzOffset: tzOffsetMinutes(now),
    }
    return this.#push({ id: envelope.id, change, cause: 'sending', envelope })
  }

  async retry(id: Uuid): Promise<DeskAnswer> {
    const waiting = this.#waiting.get(id)
    if (!waiting) throw new Error(`no unsent change ${id}`)
    return this.#push({ ...waiting, cause: 'sending' })
  }

  forget(id: Uuid): void {
    this.#waiting.delete(id)
    this.#tell()
  }

  unsent(): UnsentChange[] {
    return [...this.#waiting.values()].map(({ id, change, cause }) => ({ id, change, cause }))
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #push(waiting: Waiting): Promise<DeskAnswer> {
    this.#waiting.set(waiting.id, waiting)
    this.#tell()
    const answer = await this.#ask(waiting)
    if (answer.state === 'unsent')
      this.#waiting.set(waiting.id, { ...waiting, cause: answer.cause })
    else this.#waiting.delete(waiting.id)
    this.#tell()
    return answer
  }

  async #ask({ id, change, envelope }: Waiting): Promise<DeskAnswer> {
    try {
      const outcome = await this.#options.api.call('push', {
        body: {
          protocol: protocolVersion,
          epoch: null,
          clientId: this.#clientId,
          space: change.space,
          mutations: [envelope],
        },
      })
      return outcome.ok ? answerOf(id, outcome.value) : refusalOf(id, outcome.problem)
    } catch (error) {
      return { state: 'unsent', id, cause: causeOf(error) }
    }
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

function answerOf(id: Uuid, { results }: Reply<'push'>): DeskAnswer {
  const result = results.find((one) => one.id === id)
  if (!result) return { state: 'unsent', id, cause: 'server-away' }
  if (result.status === 'applied') {
    return { state: 'applied', id, effectSeq: result.effectSeq ?? null }
  }
  if (result.status === 'parked') return { state: 'parked', id }
  return { state: 'refused', id, problem: problemIn(result) }
}

/** A request that was rejected as a whole may be sent again once the reason is gone. */
function refusalOf(id: Uuid, problem: Problem): DeskAnswer {
  if (problem.code === 'sign-in-needed') return { state: 'unsent', id, cause: 'sign-in-needed' }
  if (problem.code === 'too-many-requests') return { state: 'unsent', id, cause: 'server-away' }
  return { state: 'refused', id, problem }
}

function causeOf(error: unknown): UnsentCause {
  if (error instanceof NetworkError) return 'offline'
  if (error instanceof CaptivePortalError) return 'captive-portal'
  if (error instanceof ServerAwayError) return 'server-away'
  throw error
}
