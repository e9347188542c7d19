import type { Uuid } from '../../identifiers.ts'
import { isRestrictedCategory } from '../../observation/categories.ts'
import { mainOf } from '../../observation/gathering/main-finding.ts'
import type { Answer, Observation } from '../../observation/observation.ts'
import type { Party } from '../../municipality/party.ts'
import { findingsByStop } from '../../walk/findings-by-stop.ts'
import type { ApprovedFinding } from '../../walk/gathering/gathering.ts'
import type { WalkStop } from '../../walk/walk.ts'
import { seenAgain, type FollowUpSources } from './follow-up-facts.ts'
import type { ReportedAnswer, ReportedFinding } from './report-facts.ts'

interface ReportedOptions {
  /** Those of the approved list, in any order. */
  approved: readonly ApprovedFinding[]
  stops: readonly WalkStop[]
  parties: readonly Party[]
  followUp: FollowUpSources | null
}

/** What was approved and still stands, each thing once: doubles are part of the finding that they were linked to. */
function standingFindings(
  observations: readonly Observation[],
  approved: readonly ApprovedFinding[],
): Observation[] {
  const ids = new Set<Uuid>(approved.map(({ id }) => id))
  const standing = observations.filter(({ id, isWithdrawn }) => ids.has(id) && !isWithdrawn)
  const byId = new Map(standing.map((one) => [one.id, one]))
  return standing
    .filter((one) => mainOf(one, byId) === one)
    .sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity))
}

/** Returns the findings that everybody may see, by stop in the order of the plan, and how many others there are. */
export function reportedFindings(
  observations: readonly Observation[],
  { approved, stops, parties, followUp }: ReportedOptions,
): { findings: ReportedFinding[]; restricted: number } {
  const standing = standingFindings(observations, approved)
  const open = standing.filter(({ category }) => !isRestrictedCategory(category))
  const names = new Map(parties.map(({ id, name }) => [id, name]))
  const findings = findingsByStop(open, stops, (one) => one).flatMap(({ number, findings: here }) =>
    here.map((one) => reported(one, { stop: number, names, followUp })),
  )
  return { findings, restricted: standing.length - open.length }
}

interface Placed {
  stop: number
  names: ReadonlyMap<string, string>
  followUp: FollowUpSources | null
}

const reported = (one: Observation, { stop, names, followUp }: Placed): ReportedFinding => ({
  ...{ id: one.id, number: one.number, stop, place: one.place, category: one.category },
  ...{ text: one.text, severity: one.severity, dueOn: one.dueOn, status: one.status },
  parties: one.partyIds.map((id) => names.get(id) ?? id),
  ...(one.movedDates?.length ? { movedDates: one.movedDates } : {}),
  answer: one.answer && answered(one.answer),
  seen: seenAgain(one, followUp),
  longitude: one.position.longitude,
  latitude: one.position.latitude,
  photos: one.photos
    .filter(({ state, review }) => state === 'stored' && review === 'approved')
    .map(({ photoId }) => photoId),
})

const answered = (answer: Answer): ReportedAnswer => ({
  text: answer.text,
  reason: answer.reason ?? null,
  plannedFor: answer.plannedFor ?? null,
  on: answer.on ?? null,
  recipient: answer.recipient ?? null,
  ...(answer.reference ? { reference: answer.reference } : {}),
  ...(answer.awaits ? { awaits: answer.awaits } : {}),
})
