import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { expect } from 'vitest'
import {
  openDatabase,
  type DatabaseAddress,
  type Store,
} from '../../../server/store/database/database.ts'
import { openPhotoFiles } from '../../../server/store/photos/photo-files.ts'
import { joinAsLoadPhone, type LoadPhone } from '../phones/load-phone.ts'
import type { LoadPhoto } from '../fixtures/load-photos.ts'

/** Blows each victim gets; three kinds of victims make more than twenty. ROUNDS=20 gives each of them twenty. */
export const rounds = Number(process.env['ROUNDS'] ?? '7')

export interface WriteLoad {
  phones: LoadPhone[]
  /** Waits until this many more pins were acknowledged, and a photo as well. */
  more(count: number): Promise<void>
  /** Lets every phone finish what it has begun. */
  end(): Promise<void>
}

/** Three phones that pin as fast as they are answered, in pushes of 1, 2 and 3, each with a photo. */
export async function startLoad(origin: string): Promise<WriteLoad> {
  const phones = await Promise.all(
    [1, 2, 3].map((batch) => joinAsLoadPhone({ origin, batch, withPhotos: true })),
  )
  const running = phones.map((phone) => phone.run())
  const pins = () => phones.reduce((sum, phone) => sum + phone.acknowledged.length, 0)
  const photos = () => phones.reduce((sum, phone) => sum + phone.delivered.length, 0)
  return {
    phones,
    more: async (count) => {
      const wanted = { pins: pins() + count, photos: photos() + 1 }
      while (pins() < wanted.pins || photos() < wanted.photos) await pause(5)
    },
    end: async () => {
      for (const phone of phones) phone.end()
      await Promise.all(running)
    },
  }
}

interface Installation {
  address: DatabaseAddress
  dataDir: string
}

/** Every acknowledged pin is one row, one event, one feed row and one entry of the ledger; every photo is whole. */
export async function expectExactlyOnce(
  { phones }: WriteLoad,
  { address, dataDir }: Installation,
): Promise<void> {
  expect(phones.flatMap(({ unexpected }) => unexpected)).toEqual([])
  const acknowledged = phones.flatMap((phone) => phone.acknowledged)
  const observationIds = acknowledged.map(({ observationId }) => observationId).sort()
  expect(new Set(observationIds).size).toBe(observationIds.length)

  const store = openDatabase({ ...address, poolSize: 1 })
  try {
    await photosCleaned(store)
    const photos = phones.flatMap(({ delivered }) => delivered)
    const feed = (await phones[0]?.pull()) ?? []
    const pins = feed.filter(({ kind }) => kind === 'observation')
    expect(pins.map(({ id }) => id).sort()).toEqual(observationIds)
    const shown = pins.flatMap(({ body }) => body?.photos ?? [])
    expect(shown.filter(({ state }) => state !== 'stored')).toEqual([])
    expect(shown.map(({ photoId }) => photoId).sort()).toEqual(
      photos.map(({ photoId }) => photoId).sort(),
    )
    const mutationIds = acknowledged.map(({ mutationId }) => mutationId)
    expect(await recorded(store, observationIds)).toEqual(observationIds)
    expect(await ledgerSize(store, mutationIds)).toBe(mutationIds.length)
    for (const photo of photos) await expectWhole(store, { photo, dataDir })
  } finally {
    await store.close()
  }
}

/** What the last blow left to the server itself. */
async function photosCleaned(store: Store): Promise<void> {
  const waiting = () =>
    store.db
      .selectFrom('photos')
      .select('id')
      .where('state', 'not in', ['stored', 'rejected'])
      .where('client_id', 'is not', null)
      .whereRef('received_bytes', '=', 'size')
      .execute()
  while ((await waiting()).length > 0) await pause(50)
}

/** Observations by their `created` events, each as often as it has one. */
async function recorded(store: Store, observationIds: string[]): Promise<string[]> {
  const events = await store.db
    .selectFrom('events')
    .select('subject_id')
    .where('kind', '=', 'created')
    .where('subject_id', 'in', observationIds)
    .execute()
  return events.map(({ subject_id }) => subject_id).sort()
}

async function ledgerSize(store: Store, mutationIds: string[]): Promise<number> {
  const rows = await store.db
    .selectFrom('applied_mutations')
    .select('mutation_id')
    .where('mutation_id', 'in', mutationIds)
    .execute()
  return rows.length
}

/**
 * The server compared the hash of all bytes with the announced one before it called the photo stored; what it keeps of it must then be
 * this picture and no other.
 */
async function expectWhole(
  store: Store,
  { photo, dataDir }: { photo: LoadPhoto; dataDir: string },
): Promise<void> {
  const { photoId, sha256, size, colour } = photo
  const row = await store.db
    .selectFrom('photos')
    .select(['sha256', 'received_bytes', 'state', 'file_name'])
    .where('id', '=', photoId)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ sha256, received_bytes: String(size), state: 'stored' })
  const files = await openPhotoFiles(join(dataDir, 'photos'))
  expect(await files.size(row.file_name, 'original')).toBeUndefined()
  for (const kind of ['large', 'thumbnail'] as const) {
    const { data, info } = await sharp(files.path(row.file_name, kind))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([32, 24])
    const off = colour.map((value, index) => Math.abs(value - (data[index] ?? -99)))
    expect(Math.max(...off)).toBeLessThan(8)
  }
}
