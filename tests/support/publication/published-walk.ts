import { readFindings } from '../../../server/store/publications/public-sources.ts'
import { readPublication } from '../../../server/store/publications/publication-store.ts'
import type { MapSet } from '../../../server/store/map/map-set.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { PublishArgs } from '../../../shared/publication/mutation-schemas.ts'
import { partsNow } from '../../../shared/publication/public-finding.ts'
import type { PartState } from '../../../shared/publication/publication.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import type { TestDatabase } from '../databases/open-test-database.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestOfficial,
  type TestPhone,
} from '../fixtures/people.ts'
import { sendPhoto } from '../requests/photo-requests.ts'
import { photoOfStreet } from '../reports/photo-of-street.ts'
import { applyAs, pinAs } from '../requests/sync-calls.ts'
import { announcementOf, photoOf, type TestPhoto } from '../requests/upload-photo.ts'
import { buildTestApp, type TestApp } from '../server/build-test-app.ts'

/** A closed and approved walk with one lamp and its photo, one finding whose words nobody publishes, and one that is restricted. */
export interface WalkToPublish {
  store: TestDatabase
  test: TestApp
  town: TestMunicipality
  lamp: Uuid
  shy: Uuid
  quiet: Uuid
  photo: TestPhoto
}

/** Words that must stand in nothing public. */
export const canaries = {
  name: 'KANARIENAVN',
  shy: 'KANARIEGENERT',
  quiet: 'KANARIEADFAERD',
  place: 'KANARIESTED',
  abroad: 'KANARIEUDLAND',
}

export async function walkToPublish(
  store: TestDatabase,
  options: { map?: MapSet } = {},
): Promise<WalkToPublish> {
  const test = await buildTestApp({ store, ...options })
  const town = await seedMunicipality(store)
  const { anna } = town.phones
  const photo = photoOf(await photoOfStreet(1))
  const lamp = await pinAs(store, anna, {
    text: 'Lampen er <b>ude</b>',
    place: canaries.place,
    photos: [announcementOf(photo)],
  })
  const shy = await pinAs(store, anna, { text: canaries.shy, category: 'vej.hul' })
  const quiet = await pinAs(store, anna, { category: 'adf.ophold', text: canaries.quiet })
  await sendPhoto(test.app, anna, photo)
  await test.app.jobs.settled()
  const walk = { store, test, town, lamp, shy, quiet, photo }
  const { carla } = town.officials
  const of = { space: town.walk.id }
  await apply(store, carla, {
    ...of,
    name: 'observation.review-photo@1',
    args: { observationId: lamp, photoId: photo.photoId, review: 'approved' },
  })
  const findings = [lamp, shy, quiet].map((id) => ({ id, version: '0123456789abcdef' }))
  await apply(store, carla, {
    ...of,
    name: 'walk.approve-list@1',
    args: { walkId: town.walk.id, findings },
  })
  await apply(store, carla, { ...of, name: 'walk.close@1', args: { walkId: town.walk.id } })
  return walk
}

/** Like `applyAs`, but throws what was refused. */
async function apply(
  store: TestDatabase,
  person: TestOfficial | TestPhone,
  mutation: KnownMutation & { space: Uuid },
): Promise<void> {
  const { status, code } = await applyAs(store, person, mutation)
  if (status !== 'applied') throw new Error(`${mutation.name}: ${code ?? status}`)
}

export interface Wanted {
  text?: PartState
  wording?: string | null
  position?: PartState
  precision?: 'exact' | 'stop'
  answer?: PartState
  photo?: PartState
}

/** What somebody would send who sees the finding as it is now. */
export async function publishArgs(
  { store, town, photo }: WalkToPublish,
  observationId: Uuid,
  wanted: Wanted,
): Promise<PublishArgs> {
  const key = { municipalityId: town.id, walkId: town.walk.id }
  const one = (await readFindings(store.db, key)).find(({ id }) => id === observationId)
  if (!one) throw new Error('no such finding')
  const now = partsNow(one, await readPublication(store.db, key, observationId))
  const { text, wording = null, position, precision = 'exact', answer } = wanted
  const seenPhoto = now.photos[photo.photoId]
  return {
    observationId,
    ...(text ? { text: { base: now.text, state: text, wording } } : {}),
    ...(position ? { position: { base: now.position, state: position, precision } } : {}),
    ...(answer ? { answer: { base: now.answer, state: answer } } : {}),
    ...(wanted.photo && seenPhoto
      ? { photos: [{ photoId: photo.photoId, base: seenPhoto, state: wanted.photo }] }
      : {}),
  }
}

export const publishFinding = (
  { store, town }: WalkToPublish,
  args: PublishArgs,
  person: TestOfficial | TestPhone = town.officials.carla,
) => applyAs(store, person, { name: 'observation.publish@1', args, space: town.walk.id })

export const pageOf = (
  { store, town }: WalkToPublish,
  name: 'walk.publish@1' | 'walk.unpublish@1',
  person: TestOfficial | TestPhone = town.officials.carla,
) => applyAs(store, person, { name, args: { walkId: town.walk.id }, space: town.walk.id })
