import type { Uuid } from '../../../shared/identifiers.ts'
import type { Verdict } from '../../../shared/observation/verification/verification.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { Outcome, Problem } from '../../../shared/problem.ts'
import type { PreparedPhoto } from '../capture/draft.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import type { Delivery, PinPhoto } from '../pins/pin.ts'
import { readFindings } from './read-findings.ts'
import { addSeenPhoto, saveVerdict } from './write-verdict.ts'

/** A follow-up walk and the walk that it checks up on. */
export interface FollowUpRef {
  followUpId: Uuid
  earlierId: Uuid
}

export interface SaidOnSite {
  verdict: Verdict
  remark: string
}

/** One finding of the earlier walk, with what stands of it on this follow-up walk as far as this phone knows. */
export interface FindingOnSite {
  finding: VisibleObservation
  /** Of any phone; this phone's own until the server has answered. */
  said: SaidOnSite | null
  /** Where this phone's last verdict is; `null` when it has said nothing. */
  own: {
    delivery: Exclude<Delivery, 'from-others'>
    problem: Problem | null
    receivedAt: string | null
    /** Taken with its verdicts on this walk. */
    photos: readonly PinPhoto[]
  } | null
  /** This phone has said something here, so that its photo belongs to it. */
  mayAddPhoto: boolean
}

export interface FindingsOnSite {
  /** False until the earlier walk has arrived on this phone once. */
  isFetched: boolean
  findings: readonly FindingOnSite[]
}

/**
 * What people look at again on a follow-up walk, through the same outbox as pins: a promise resolves only when its strictly durable transaction
 * has completed.
 */
export interface VerificationStorage {
  /** Reads only what is on the phone. */
  read(walk: FollowUpRef): Promise<FindingsOnSite>
  /** Replaces what this phone has said of the finding before. */
  verify(walk: FollowUpRef, finding: VisibleObservation, said: SaidOnSite): Promise<Outcome<void>>
  addPhoto(
    walk: FollowUpRef,
    finding: VisibleObservation,
    photo: PreparedPhoto,
  ): Promise<Outcome<void>>
  /** Calls the listener after every change that may concern a finding; returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void
}

export const createVerificationStorage = (context: PhoneContext): VerificationStorage => ({
  read: (walk) => readFindings(context, walk),
  verify: (walk, finding, said) => saveVerdict(context, { walk, finding }, said),
  addPhoto: (walk, finding, photo) => addSeenPhoto(context, { walk, finding }, photo),
  subscribe: (listener) =>
    context.notices.subscribe(({ kind }) => {
      if (kind !== 'draft') listener()
    }),
})
