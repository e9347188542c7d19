import type { Uuid } from '../../../shared/identifiers.ts'
import type { Outcome, Problem } from '../../../shared/problem.ts'
import type { ObservedFactors } from '../../../shared/rating/observed.ts'
import type {
  AloneAnswer,
  AnswerMoment,
  Feeling,
  Reason,
  RespondentKind,
} from '../../../shared/rating/rating.ts'
import type { Weather } from '../../../shared/walk/place-kinds.ts'
import type { Delivery } from '../pins/pin.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import type { LeaderStorage } from './leader-storage.ts'

/** What a person says of a stop: s1 to s3 of domain.md §8.3. */
export interface StopAnswers {
  feeling: Feeling | null
  alone: AloneAnswer | null
  reasons: readonly Reason[]
  /** The person chose not to answer. */
  isSkipped: boolean
}

/** What a person says of the whole area: w1 to w4 of domain.md §8.2. */
export interface AreaAnswers {
  dark: number | null
  day: number | null
  avoids: boolean | null
  trust: number | null
}

interface OwnWork {
  /** Id of the outbox entry. */
  id: Uuid
  delivery: Exclude<Delivery, 'from-others'>
  problem: Problem | null
  /** Server time of the receipt; `null` before it. */
  receivedAt: string | null
}

/** What a leader has done to the walk, as far as it has no words of its own. */
export type LeaderAct =
  | ('start' | 'close' | 'plan' | 'open' | 'set-top' | 'replace-top')
  | ('open-vote' | 'close-vote' | 'approve-list' | 'reopen-list')

/** One thing that this phone's person has answered, or that a leader has done to the walk. */
export type OwnAnswer = OwnWork &
  (
    | { kind: 'stop'; stopId: Uuid; answers: StopAnswers }
    | { kind: 'area'; moment: AnswerMoment; answers: AreaAnswers }
    | { kind: 'observed'; stopId: Uuid; factors: ObservedFactors }
    | { kind: 'vote'; findings: readonly Uuid[] }
    | { kind: LeaderAct }
    | { kind: 'weather'; weather: Weather }
    /** `at`: by this phone's clock. */
    | { kind: 'said'; lineId: Uuid; line: string; at: string }
  )

export interface WalkAnswers {
  /** `null`: the person has not been asked yet. */
  respondentKind: RespondentKind | null
  /** The newest of each thing, and everything that was refused; the newest first. */
  own: readonly OwnAnswer[]
}

/**
 * What people answer on a walk, and what its leader does to it, through the same outbox as pins. A promise resolves only when its
 * strictly durable transaction has completed; "saved on this phone" may be shown then and not before.
 */
export interface AnswerStorage {
  read(walkId: Uuid): Promise<WalkAnswers>
  /** How the person takes part, said once at joining; sent with the next answers only. */
  setKind(walkId: Uuid, kind: RespondentKind): Promise<void>
  /** Replaces what was answered at this stop before. */
  rateStop(stop: { walkId: Uuid; stopId: Uuid }, answers: StopAnswers): Promise<Outcome<void>>
  /** Replaces what this phone has observed at this stop before. */
  observeStop(
    stop: { walkId: Uuid; stopId: Uuid },
    factors: ObservedFactors,
  ): Promise<Outcome<void>>
  /** Replaces what was answered at this moment before. */
  answerArea(
    at: { walkId: Uuid; moment: AnswerMoment },
    answers: AreaAnswers,
  ): Promise<Outcome<void>>
  startWalk(walkId: Uuid): Promise<Outcome<void>>
  closeWalk(walkId: Uuid): Promise<Outcome<void>>
  setWeather(walkId: Uuid, weather: Weather): Promise<Outcome<void>>
  /** Says one line to everybody on the walk; each is a line of its own. */
  say(walkId: Uuid, line: string): Promise<Outcome<void>>
  /** For the leader: planning the walk, and gathering it afterwards; everybody votes by it, and verifies. */
  leading(): Promise<LeaderStorage>
  /** Queues refused work again under a new id. */
  retry(entryId: Uuid): Promise<void>
  /** Deletes refused work from this phone. */
  discard(entryId: Uuid): Promise<void>
  /** Calls the listener after every change that may concern answers; returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void
}

/** A pin needs none of it, so the code is loaded with the first answer. */
const writing = () => import('./answer-writes.ts')
const mending = () => import('./answer-mend.ts')

export function createAnswerStorage(context: PhoneContext): AnswerStorage {
  return {
    read: async (walkId) => (await import('./answer-reads.ts')).readAnswers(context, walkId),
    setKind: async (walkId, kind) => (await writing()).setKind(context, walkId, kind),
    rateStop: async (stop, answers) => (await writing()).rateStop(context, stop, answers),
    observeStop: async (stop, factors) => (await writing()).observeStop(context, stop, factors),
    answerArea: async (at, answers) => (await writing()).answerArea(context, at, answers),
    startWalk: async (walkId) => (await writing()).leadWalk(context, walkId, 'walk.start@1'),
    closeWalk: async (walkId) => (await writing()).leadWalk(context, walkId, 'walk.close@1'),
    setWeather: async (walkId, weather) => (await writing()).setWeather(context, walkId, weather),
    say: async (walkId, line) => (await writing()).sayLine(context, walkId, line),
    leading: async () => (await import('./leader-storage.ts')).createLeaderStorage(context),
    retry: async (entryId) => (await mending()).retryAnswer(context, entryId),
    discard: async (entryId) => (await mending()).discardAnswer(context, entryId),
    subscribe: (listener) =>
      context.notices.subscribe(({ kind }) => {
        if (kind !== 'draft' && kind !== 'base') listener()
      }),
  }
}
