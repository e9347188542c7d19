import { beforeEach, expect } from 'vitest'
import sharp from 'sharp'
import { cleanPhotosJob } from '../../../server/jobs/clean-photos-job.ts'
import { receiveFromOperator } from '../../../server/sync/push/receive-from-operator.ts'
import { retentionNoticeDays } from '../../../shared/municipality/municipality.ts'
import { someUuid } from '../fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../fixtures/people.ts'
import { sendPhoto } from '../requests/photo-requests.ts'
import { applyAs, pinAs } from '../requests/sync-calls.ts'
import { announcementOf, photoOf, type TestPhoto } from '../requests/upload-photo.ts'
import { storeWithApp, type StoreWithApp } from './store-with-app.ts'

export const retentionStart = Date.now()
const noticeMs = retentionNoticeDays * 86_400_000

/** So many months of 31 days from the start, and a day. */
export const later = (months: number) => retentionStart + (months * 31 + 1) * 86_400_000

export interface RetentionTown {
  held: StoreWithApp
  /** The server's clock. */
  now: number
  town: TestMunicipality
  photo: TestPhoto
}

/** A town whose walks have ended and in which only Anna has a name, made anew before every test of a file. */
export function retentionTown(): RetentionTown {
  const world = { now: retentionStart } as RetentionTown
  const held = storeWithApp({ now: () => world.now })
  world.held = held
  beforeEach(async () => {
    world.now = retentionStart
    await held.store.truncate()
    world.town = await seedMunicipality(held.store)
    const create = { width: 30, height: 30, channels: 3, background: '#346' } as const
    world.photo = photoOf(await sharp({ create }).jpeg().toBuffer())
    await endWalks(world)
    await nameOnlyAnna(world)
  })
  return world
}

const endWalks = ({ held }: RetentionTown) =>
  held.store.db
    .updateTable('walks')
    .set({ ends_at: new Date(retentionStart), starts_at: new Date(retentionStart - 3_600_000) })
    .where('ends_at', 'is not', null)
    .execute()

async function nameOnlyAnna({ held, town }: RetentionTown): Promise<void> {
  await held.store.db.updateTable('walk_members').set({ display_name: null }).execute()
  await held.store.db
    .updateTable('walk_members')
    .set({ display_name: 'Anna Jensen' })
    .where('client_id', '=', town.phones.anna.clientId)
    .execute()
}

export const surroundings = ({ held, now }: RetentionTown) => ({
  store: held.store,
  photoFiles: held.testApp.dependencies.photoFiles,
  now,
})

export interface Months {
  names: number
  texts?: number
  /** They are in force 30 days after. */
  setAt?: number
}

export async function setMonths(
  { held, town }: RetentionTown,
  { names, texts, setAt = retentionStart - noticeMs }: Months,
): Promise<void> {
  const args = {
    municipalityId: town.id,
    retentionMonths: names,
    ...(texts === undefined ? {} : { textMonths: texts }),
  }
  const space = { municipalityId: town.id, spaceId: town.id }
  const mutation = { name: 'municipality.set-retention@1', args } as const
  const outcome = await receiveFromOperator(held.store, {
    ...space,
    ...{ id: someUuid(), mutation, now: setAt },
  })
  expect(outcome).toEqual({ ok: true, value: undefined })
}

export const bodyOf = ({ held }: RetentionTown, id: string) =>
  held.store.db
    .selectFrom('observations')
    .select(['body', 'author_client_id', 'updated_at', 'search_text'])
    .where('id', '=', id)
    .executeTakeFirst()

/** A pin of Anna's with a stored photo and a comment of hers. */
export async function pinWithPhoto(
  { held, town, photo }: RetentionTown,
  text: string,
): Promise<string> {
  const { anna } = town.phones
  const id = await pinAs(held.store, anna, { text, photos: [announcementOf(photo)] })
  await sendPhoto(held.testApp.app, anna, photo)
  held.testApp.app.jobs.ask(cleanPhotosJob)
  await held.testApp.app.jobs.settled()
  const comment = { observationId: id, commentId: crypto.randomUUID(), audience: 'public' as const }
  await applyAs(held.store, anna, {
    name: 'observation.comment@1',
    args: { ...comment, text: 'Det er mørkt' },
  })
  return id
}

export const close = ({ held, town }: RetentionTown, observationId: string) =>
  applyAs(held.store, town.officials.carla, {
    name: 'observation.set-status@1',
    args: {
      observationId,
      base: 'received',
      status: 'declined',
      text: 'Ikke vores vej',
      reason: 'not-our-area',
    },
    space: town.walk.id,
  })
