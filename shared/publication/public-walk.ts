import type { Uuid } from '../identifiers.ts'
import type { MunicipalityProfile } from '../municipality/municipality.ts'
import type { DeclineReason, ObservationStatus } from '../observation/observation-status.ts'
import type { Observation } from '../observation/observation.ts'
import { lightAt } from '../rating/light.ts'
import type { LightKind } from '../rating/rating.ts'
import type { CalendarDay, Timestamp } from '../timestamps.ts'
import { stopOf } from '../walk/findings-by-stop.ts'
import type { Walk } from '../walk/walk.ts'
import { lastDecision, later, publicParts, type PublicParts } from './public-finding.ts'
import type { FindingPublication } from './publication.ts'

/** What is stored of a walk and of what was found there, unabridged. */
export interface PublicSources {
  walk: Walk
  municipality: Pick<MunicipalityProfile, 'id' | 'name' | 'timeZone' | 'parties' | 'privacy'>
  observations: readonly Observation[]
  publications: readonly FindingPublication[]
  /** The days that were promised with the first report; none before it. */
  feedbackOn: readonly CalendarDay[]
}

/** A finding of which something is public, with what came of it in fixed words: status, reason, date. */
export interface PublicFinding extends PublicParts {
  id: Uuid
  number: number | null
  category: string
  /** From 1 in the order of the plan; 0 where nothing is said of it. */
  stop: number
  status: ObservationStatus
  reason: DeclineReason | null
  plannedFor: string | null
  on: CalendarDay | null
  parties: readonly string[]
}

/** All that the public page of a walk says, before it is put into words. No person is in it. */
export interface PublicWalk {
  id: Uuid
  walk: Pick<Walk, 'title' | 'startsAt' | 'stops' | 'route' | 'area'>
  purpose: string | null
  theme: string | null
  host: string | null
  light: LightKind | null
  weather: Walk['weather'] | null
  invited: readonly string[]
  municipality: { id: Uuid; name: string; timeZone: string; controller: string; contact: string }
  findings: readonly PublicFinding[]
  /** Days on which the people who walked hear again; none before the first report. */
  feedbackOn: readonly CalendarDay[]
  publishedAt: Timestamp
  changedAt: Timestamp
}

/** Returns what everybody may know of a walk. Whether it is published is the caller's question: a preview shows the same. */
export function publicWalk(sources: PublicSources, now: Timestamp): PublicWalk {
  const { walk, municipality, feedbackOn } = sources
  const { id, title, startsAt, stops, route, area, startedAt } = walk
  const { purpose = null, theme = null, host = null, weather = null } = walk
  const findings = publicFindings(sources)
  const publishedAt = walk.publication?.since ?? now
  const at = startedAt ?? startsAt
  const [first] = stops
  return {
    ...{ id, purpose, theme, host, weather, findings, feedbackOn, publishedAt },
    walk: { title, startsAt, stops, route, area },
    light: at && first ? lightAt(at, first) : null,
    invited: namesOf(walk.parties ?? [], municipality),
    municipality: ownOf(municipality),
    changedAt: [
      walk.publication?.at ?? now,
      ...sources.publications.map(lastDecision),
      ...findings.map(({ changedAt }) => changedAt),
    ].reduce(later),
  }
}

const ownOf = ({ id, name, timeZone, privacy }: PublicSources['municipality']) => ({
  ...{ id, name, timeZone },
  ...{ controller: privacy.controller, contact: privacy.contact },
})

function namesOf(ids: readonly string[], { parties }: PublicSources['municipality']): string[] {
  return ids.flatMap((id) => parties.find((party) => party.id === id)?.name ?? [])
}

/** By stop in the order of the plan, then by number; those without a stop come last. */
function publicFindings({
  walk,
  municipality,
  observations,
  publications,
}: PublicSources): PublicFinding[] {
  const decided = new Map(publications.map((one) => [one.id, one]))
  const order = ({ stop, number }: PublicFinding): [number, number] => [
    stop === 0 ? Infinity : stop,
    number ?? Infinity,
  ]
  return observations
    .filter(({ walkId }) => walkId === walk.id)
    .flatMap((one) => {
      const parts = publicParts(one, decided.get(one.id))
      return parts ? [publicFinding(one, parts, { walk, municipality })] : []
    })
    .sort((a, b) => compare(order(a), order(b)))
}

const compare = ([a, b]: [number, number], [c, d]: [number, number]): number =>
  a === c ? Math.sign(b - d) || 0 : a < c ? -1 : 1

function publicFinding(
  one: Observation,
  parts: PublicParts,
  { walk, municipality }: Pick<PublicSources, 'walk' | 'municipality'>,
): PublicFinding {
  const stop = parts.place && stopOf(one, walk.stops)
  const { reason = null, plannedFor = null, on = null } = one.answer ?? {}
  return {
    ...parts,
    ...{ id: one.id, number: one.number, category: one.category, status: one.status },
    ...{ reason, plannedFor, on },
    stop: stop ? walk.stops.findIndex(({ id }) => id === stop.id) + 1 : 0,
    parties: namesOf(one.partyIds, municipality),
  }
}
