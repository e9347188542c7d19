import type { Audience } from '../access/permissions.ts'
import type { Actor } from '../access/roles.ts'
import { mayTriage } from '../access/permissions.ts'

/** Statuses kept by the store (domain.md §9). Draft and queued exist on a phone only. */
export const statuses = [
  'received',
  'reviewed',
  'needs-info',
  'assigned',
  'accepted',
  'planned',
  'in-progress',
  'done',
  'verified',
  'declined',
  'forwarded',
  'duplicate',
  'reopened',
] as const
export type ObservationStatus = (typeof statuses)[number]

/** Families differ in shape, colour and word on every screen (interface.md §1.4). */
export type StatusFamily = 'open' | 'solved' | 'closed'

export function statusFamily(status: ObservationStatus): StatusFamily {
  if (status === 'done' || status === 'verified') return 'solved'
  if (status === 'declined' || status === 'duplicate') return 'closed'
  return 'open'
}

/** Reason codes of a refusal (domain.md §9). */
export const declineReasons = [
  'not-our-area',
  'by-design',
  'no-funds-this-year',
  'against-law-or-plan',
  'not-recommended',
  'not-found',
  'police-matter',
  'other',
] as const
export type DeclineReason = (typeof declineReasons)[number]

/**
 * Who may take a step: W walker, L leader or recorder, O official of an assigned party (coordinators take O steps too), S the same where no other
 * party has it as well, C coordinator.
 */
type Who = 'W' | 'L' | 'O' | 'S' | 'C'

/** The transition table: from -> to -> who. `assigned` is reached by the assign mutation as well. */
const steps: Record<ObservationStatus, Partial<Record<ObservationStatus, readonly Who[]>>> = {
  received: {
    reviewed: ['L', 'C'],
    assigned: ['C'],
    'needs-info': ['O', 'C'],
    declined: ['S', 'C'],
    forwarded: ['O', 'C'],
    duplicate: ['L', 'O', 'C'],
  },
  reviewed: {
    assigned: ['C'],
    'needs-info': ['O', 'C'],
    declined: ['S', 'C'],
    forwarded: ['O', 'C'],
    duplicate: ['L', 'O', 'C'],
  },
  'needs-info': {
    reviewed: ['L', 'C'],
    assigned: ['C'],
    accepted: ['O', 'C'],
    declined: ['S', 'C'],
    forwarded: ['O', 'C'],
    duplicate: ['L', 'O', 'C'],
  },
  assigned: {
    accepted: ['O', 'C'],
    planned: ['O', 'C'],
    'in-progress': ['O', 'C'],
    done: ['O', 'C'],
    'needs-info': ['O', 'C'],
    declined: ['S', 'C'],
    forwarded: ['O', 'C'],
    duplicate: ['L', 'O', 'C'],
  },
  accepted: {
    planned: ['O', 'C'],
    'in-progress': ['O', 'C'],
    done: ['O', 'C'],
    'needs-info': ['O', 'C'],
    declined: ['S', 'C'],
    forwarded: ['O', 'C'],
    duplicate: ['O', 'C'],
  },
  planned: {
    'in-progress': ['O', 'C'],
    done: ['O', 'C'],
    'needs-info': ['O', 'C'],
    declined: ['S', 'C'],
    forwarded: ['O', 'C'],
  },
  'in-progress': {
    planned: ['O', 'C'],
    done: ['O', 'C'],
    'needs-info': ['O', 'C'],
    declined: ['S', 'C'],
  },
  done: { verified: ['W', 'L', 'C'], reopened: ['L', 'C'] },
  verified: { reopened: ['L', 'C'] },
  declined: { reopened: ['L', 'C'] },
  forwarded: {
    accepted: ['O', 'C'],
    planned: ['O', 'C'],
    'in-progress': ['O', 'C'],
    done: ['O', 'C'],
    declined: ['S', 'C'],
    reopened: ['L', 'C'],
  },
  duplicate: { reopened: ['L', 'C'] },
  reopened: {
    reviewed: ['L', 'C'],
    assigned: ['C'],
    'needs-info': ['O', 'C'],
    accepted: ['O', 'C'],
    declined: ['S', 'C'],
    forwarded: ['O', 'C'],
    duplicate: ['L', 'O', 'C'],
  },
}

/** Statuses from which the assign mutation moves an observation to `assigned`. */
export const assignMoves = (from: ObservationStatus): boolean =>
  steps[from].assigned !== undefined && from !== 'forwarded'

function isWho(who: Who, actor: Actor, audience: Audience): boolean {
  switch (who) {
    case 'W':
      return actor.kind === 'device' && actor.role !== 'verifier'
    case 'L':
      return actor.kind === 'device' && (actor.role === 'leader' || actor.role === 'recorder')
    case 'O':
      return mayTriage(actor, audience)
    case 'S':
      return mayTriage(actor, audience) && audience.partyIds.length <= 1
    case 'C':
      return actor.kind === 'account' && actor.role === 'coordinator'
  }
}

export function isStep(from: ObservationStatus, to: ObservationStatus): boolean {
  return steps[from][to] !== undefined
}

export function mayStep(
  actor: Actor,
  audience: Audience,
  step: { from: ObservationStatus; to: ObservationStatus },
): boolean {
  return (steps[step.from][step.to] ?? []).some((who) => isWho(who, actor, audience))
}

/** What the leader of a walk may set by the role alone, whichever finding it is. */
export const isLeaderStep = (from: ObservationStatus, to: ObservationStatus): boolean =>
  steps[from][to]?.includes('L') ?? false

/** What this person may set now; the desk builds its buttons from it. */
export function nextStatuses(
  actor: Actor,
  audience: Audience,
  from: ObservationStatus,
): ObservationStatus[] {
  return statuses.filter((to) => mayStep(actor, audience, { from, to }))
}

/** Untriaged pins may still be deleted by their author; later only a withdrawal request (domain.md §4.3). */
export const isUntriaged = (status: ObservationStatus): boolean =>
  status === 'received' || status === 'reviewed'
