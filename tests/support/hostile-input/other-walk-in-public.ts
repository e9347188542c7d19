import { readFindings } from '../../../server/store/publications/public-sources.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { partsNow } from '../../../shared/publication/public-finding.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import type { TestDatabase } from '../databases/open-test-database.ts'
import type { TestMunicipality } from '../fixtures/people.ts'
import { applyAs } from '../requests/sync-calls.ts'

/** Makes all of the second walk public: its one finding with text, place and the stored photo. */
export async function publishOtherWalk(
  store: TestDatabase,
  town: TestMunicipality,
  photoId: Uuid,
): Promise<void> {
  const walkId = town.otherWalk.id
  const apply = async (mutation: KnownMutation) => {
    const person = town.officials.carla
    const { status, code } = await applyAs(store, person, { ...mutation, space: walkId })
    if (status !== 'applied') throw new Error(`${mutation.name}: ${code ?? status}`)
  }
  const [found] = await readFindings(store.db, { municipalityId: town.id, walkId })
  if (!found) throw new Error('nothing was found there')
  const observationId = found.id
  const state = 'public' as const
  const { text, position, photos } = partsNow(found, undefined)
  const base = photos[photoId]
  await apply({
    name: 'observation.review-photo@1',
    args: { observationId, photoId, review: 'approved' },
  })
  await apply({
    name: 'observation.publish@1',
    args: {
      observationId,
      text: { base: text, state, wording: null },
      position: { base: position, state, precision: 'exact' },
      ...(base ? { photos: [{ photoId, base, state }] } : {}),
    },
  })
  await apply({ name: 'walk.close@1', args: { walkId } })
  await apply({ name: 'walk.approve-list@1', args: { walkId, findings: [] } })
  await apply({ name: 'walk.publish@1', args: { walkId } })
}
