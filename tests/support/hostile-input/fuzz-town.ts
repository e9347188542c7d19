import fc from 'fast-check'
import sharp from 'sharp'
import { someUuid } from '../fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../fixtures/people.ts'
import type { TestDatabase } from '../databases/open-test-database.ts'
import { wishAsked } from '../requests/ask-for-walk.ts'
import { mailedSecret } from '../requests/status-link.ts'
import { applyAs, pinAs } from '../requests/sync-calls.ts'
import { announcementOf, photoOf, TestUploads } from '../requests/upload-photo.ts'
import { sameOrigin, type TestApp } from '../server/build-test-app.ts'
import type { ApiDocument } from './fuzz-requests.ts'
import {
  knownValues,
  mutationsOf,
  reportValues,
  subscriptionValues,
  valuesOf,
} from './fuzz-values.ts'
import { heldMessage } from './held-message.ts'
import type { KnownValues } from './schema-arbitrary.ts'

/** A town with a walk, pins, photos, a wish, a status link and a message, somebody of another town, and right values of every field. */
export async function furnish(test: TestApp, origin: string, document: ApiDocument) {
  const { store } = test.dependencies
  const town = await seedMunicipality(store)
  const abroad = await seedMunicipality(store, 'Ribe')
  const create = { width: 40, height: 30, channels: 3 as const, background: '#345' }
  const photo = photoOf(await sharp({ create }).jpeg().toBuffer())
  const half = photoOf(new Uint8Array(64))
  // Not among those that mutations are made for: once withdrawn, its photos are nobody's.
  await pinAs(store, town.phones.anna, { photos: [photo, half].map(announcementOf) })
  const observations = [
    await pinAs(store, town.phones.anna),
    await pinAs(store, town.phones.ole, { category: 'haer.graffiti-had' }),
  ]
  await new TestUploads(origin, town.phones.anna).sendAll(photo)
  const shown = photoOf(photo.bytes)
  await pinAs(store, town.phones.dan, { photos: [announcementOf(shown)] })
  await new TestUploads(origin, town.phones.dan).sendAll(shown)
  const wish = wishAsked(town.id)
  await fetch(`${origin}/api/wishes`, {
    method: 'POST',
    headers: { ...sameOrigin, 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  })
  const statusSecret = await mailedSecret(test, town)
  const message = await heldMessage(store, town, test.dependencies.now())
  const photos = [photo.photoId, half.photoId]
  const common = { ...knownValues(town, { observations, photos }), ...valuesOf(wish) }
  const mutations = mutationsOf(document, common)
  const phones = Object.values(town.phones).map(({ clientId }) => clientId)
  const idsFor = (name: string) => {
    if (name.includes('/photos/')) return photos
    if (name.includes('/messages/')) return [message]
    if (name.includes('/kommune/')) return [town.id]
    if (name.includes('/vandringer/')) return [town.otherWalk.id]
    if (name.includes('/walks/')) return [town.walk.id]
    if (name.includes('/municipalities/')) return [town.id]
    return name.includes('/phones/') ? phones : observations
  }
  const knownOf = (name: string): KnownValues => ({
    ...common,
    mutations,
    id: fc.constantFrom(...idsFor(name)),
    ...(name.includes('/status/')
      ? { secret: fc.constant(statusSecret), photo: fc.constantFrom(...photos) }
      : {}),
    ...(name.includes('/messages/') ? { base: fc.constant('held') } : {}),
    // Only the code of this walk's walkers is on a poster.
    ...(name.includes('/poster') ? { code: fc.constant(town.codes.walker) } : {}),
    ...(name.includes('/billeder/') ? { photoId: fc.constant(shown.photoId) } : {}),
    ...(name.includes('/reports') ? reportValues : {}),
    ...(name.includes('/moves/take') ? { finder: fc.constant(offeredFinder) } : {}),
    ...(name.includes('/notifications') ? subscriptionValues : {}),
    // A list in addresses, and a number in what mutations say.
    ...(name.includes('/observations') ? { severity: fc.constantFrom('4', '3,4', '0') } : {}),
  })
  return { town, abroad, knownOf, shown: shown.photoId }
}

/** The list of the walk with one finding that a party has to do something about. */
export async function approveList(
  store: TestDatabase,
  { phones, officials, walk }: TestMunicipality,
) {
  const observationId = await pinAs(store, phones.anna)
  const space = walk.id
  const assigned = { observationId, partyIds: ['road' as const], dueOn: '2027-02-01' }
  const base = { partyIds: [], dueOn: null }
  const name = 'observation.assign@1' as const
  await applyAs(store, officials.carla, { name, args: { ...assigned, base }, space })
  const findings = [{ id: observationId, version: '0123456789abcdef' }]
  const approve = { name: 'walk.approve-list@1', args: { walkId: walk.id, findings } } as const
  await applyAs(store, officials.carla, { ...approve, space })
}

export const firstReport = ({ officials, walk }: TestMunicipality) => ({
  method: 'POST' as const,
  url: `/api/walks/${walk.id}/reports`,
  headers: { ...sameOrigin, cookie: officials.carla.cookie },
  body: { id: someUuid(), base: 0, language: 'da', above: '', below: '', leftOut: [] },
})

const offeredFinder = 'f'.repeat(64)

/** Puts down what another phone may take. */
export const offeredMove = ({ phones }: TestMunicipality) => ({
  method: 'POST' as const,
  url: '/api/moves',
  headers: { ...sameOrigin, cookie: phones.dan.cookie },
  body: { finder: offeredFinder, sealed: 'x' },
})
