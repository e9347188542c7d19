import type { Observation } from '../../../shared/observation/observation.ts'
import { partsNow } from '../../../shared/publication/public-finding.ts'
import { publicWalk, type PublicWalk } from '../../../shared/publication/public-walk.ts'
import type { FindingPublication, PartState } from '../../../shared/publication/publication.ts'
import { reportSources } from '../fixtures/report-sources.ts'

const at = '2026-11-20T10:00:00.000Z'

/** As if somebody had decided the same about every part of every finding, also of those that may not be decided about. */
function decidedAll(observations: readonly Observation[], state: PartState): FindingPublication[] {
  return observations.map((one) => {
    const { text, position, answer, photos } = partsNow(one, undefined)
    const decided = ({ version }: { version: string }) => ({ state, version, at })
    return {
      ...{ id: one.id, walkId: one.walkId },
      text: { ...decided(text), wording: null },
      position: { ...decided(position), precision: 'exact' },
      answer: decided(answer),
      photos: Object.fromEntries(Object.entries(photos).map(([id, photo]) => [id, decided(photo)])),
    }
  })
}

/** What everybody may know of a walk of which all was decided in one way. */
export function publicFactsOf(observations: readonly Observation[], state: PartState): PublicWalk {
  const { walk, municipality } = reportSources(observations)
  return publicWalk(
    {
      walk: { ...walk, publication: { state: 'published', at, since: at } },
      municipality: { ...municipality, id: walk.id },
      ...{ observations, publications: decidedAll(observations, state), feedbackOn: [] },
    },
    at,
  )
}
