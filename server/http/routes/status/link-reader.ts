import { isLinkedTo } from '../../../../shared/access/permissions.ts'
import { isRestrictedCategory } from '../../../../shared/observation/categories.ts'
import { mainOf } from '../../../../shared/observation/gathering/main-finding.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import {
  visibleObservation,
  type VisibleObservation,
} from '../../../../shared/observation/visible-observation.ts'
import { withhold, type Withheld } from '../../../../shared/report/facts/withheld.ts'
import { actorInSpace } from '../../../identity/actor-in-space.ts'
import type { DevicePrincipal } from '../../../identity/principal.ts'
import type { Store } from '../../../store/database/database.ts'
import { findStatusLink, isPresent } from '../../../store/status-links/status-link-store.ts'
import {
  readStatusSources,
  type StatusSources,
} from '../../../store/status-links/status-sources.ts'
import type { MemberKey } from '../../../store/walks/membership-store.ts'
import { linkHashOf } from '../../../store/wishes/wish-store.ts'

/** A link as it was made, whatever a mail program has glued to its end. */
const secretIn = (text: string): string | undefined => /^[\w-]{43}(?![\w-])/.exec(text)?.[0]

/** Returns whose page of which walk a link opens; undefined for one that opens nothing. */
export async function findHolder({ db }: Store, text: string): Promise<MemberKey | undefined> {
  const secret = secretIn(text)
  const holder = secret === undefined ? undefined : await findStatusLink(db, linkHashOf(secret))
  if (!holder) return undefined
  const { walkId: subjectId } = holder
  const actor = { kind: 'link', linkId: subjectId, subjectId } as const
  return isLinkedTo('walk', 'read-status', { actor, subjectId }) ? holder : undefined
}

/** Like `findHolder`, for somebody who still takes part in the walk. */
export async function findPresentHolder(store: Store, text: string) {
  const holder = await findHolder(store, text)
  return holder && (await isPresent(store.db, holder)) ? holder : undefined
}

/**
 * Whoever holds a link reads the walk as its person would on the phone, but as a walker: a link is passed on more easily than a phone, so a leader's
 * link does not show what only leaders see.
 */
export function readerOf({ municipalityId, walkId, clientId }: MemberKey): DevicePrincipal {
  const walker = { walkId, role: 'walker', displayName: null, removedAt: null } as const
  return {
    ...{ kind: 'device', municipalityId, sessionId: clientId, phoneId: clientId, clientId },
    memberships: [walker],
  }
}

export interface ReadStatus extends Omit<StatusSources, 'observations'> {
  findings: VisibleObservation[]
  withheld: Withheld
}

/** Returns what a link shows; undefined when its person no longer takes part in the walk. */
export async function readStatus(
  { db }: Store,
  holder: MemberKey,
): Promise<ReadStatus | undefined> {
  const sources = await readStatusSources(db, holder)
  const reader = actorInSpace(readerOf(holder), holder.walkId)
  if (!sources || !reader) return undefined
  const { observations, ...rest } = sources
  const findings = observations.flatMap((one) => visibleObservation(one, reader.actor) ?? [])
  return { ...rest, findings, withheld: withhold(countHidden(observations, findings)) }
}

/** Restricted findings of others, each thing once. */
function countHidden(
  observations: readonly Observation[],
  findings: readonly VisibleObservation[],
): number {
  const shown = new Set(findings.map(({ id }) => id))
  const byId = new Map(observations.map((one) => [one.id, one]))
  return observations.filter(
    (one) => isRestrictedCategory(one.category) && !shown.has(one.id) && mainOf(one, byId) === one,
  ).length
}
