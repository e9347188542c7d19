import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cleanPhotosJob } from '../../../server/jobs/clean-photos-job.ts'
import {
  closeParkedCommand,
  listParkedCommand,
  replayParkedCommand,
} from '../../../server/commands/parked-commands.ts'
import { dropUnclaimedPhotos } from '../../../server/jobs/drop-unclaimed-photos-job.ts'
import { eraseObservation, erasePhone } from '../../../server/privacy/erase.ts'
import type { TestClient } from '../../support/phones/build-client.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { connectPhone, joinAs } from '../../support/phones/connected-phone.ts'
import { somePosition, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'

const day = 86_400_000
const words = 'Lampen ved boldburet er knust'
const sentence = 'Vi har den fra dig i telefonen, som nr. 12.'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let picture: Buffer
/** The server's clock. */
let now = Date.now()

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store, now: () => now })
  const create = { width: 16, height: 16, channels: 3, background: '#a33' } as const
  picture = await sharp({ create }).jpeg().toBuffer()
})
beforeEach(async () => {
  now = Date.now()
  await store.truncate()
  town = await seedMunicipality(store)
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

const photo = () => ({
  bytes: Uint8Array.from([...picture, ...Buffer.from(someUuid())]).buffer,
  mime: 'image/jpeg',
  width: 16,
  height: 16,
  wasResized: false,
})

/** A pin with a photo, sent after its walker was removed from the walk: a person has to look at it (H4). */
async function parkedPin(): Promise<{ client: TestClient; id: string; clientId: string }> {
  const client = connectPhone({ app: test.app })
  await joinAs(client, town.codes.walker)
  const clientId = (await client.walks.read()).current?.clientId ?? ''
  await store.db
    .updateTable('walk_members')
    .set({ removed_at: new Date(now) })
    .where('client_id', '=', clientId)
    .execute()
  const draft = {
    ...client.capture.newDraft(town.walk.id),
    ...{ category: 'lys.slukket', position: somePosition, text: words },
  }
  const photoId = await client.capture.addPhoto(draft, photo())
  await client.capture.save({ ...draft, photoIds: [photoId] })
  for (let cycle = 0; cycle < 3; cycle += 1) await client.runner.runOnce()
  return { client, id: draft.observationId, clientId }
}

const parkedId = async (): Promise<string> => {
  const rows = await store.db.selectFrom('parked_mutations').select('mutation_id').execute()
  return rows[0]?.mutation_id ?? ''
}

/** The server's time goes on, and the phone is opened again. */
async function openedAfter(days: number, client: TestClient): Promise<void> {
  now += days * day
  client.clock.jump(days * day)
  await client.clock.advance(61 * 60_000)
  for (let cycle = 0; cycle < 3; cycle += 1) await client.runner.runOnce()
}

const shown = async ({ pins }: TestClient, id: string) => {
  const pin = await pins.get(id)
  return pin && { delivery: pin.delivery, problem: pin.problem, text: pin.observation.text }
}

describe('E9: what was put aside for a person', () => {
  it('E9: is shown on its author’s phone until it is closed, and then with the sentence of whoever closed it', async () => {
    const { client, id } = await parkedPin()
    await openedAfter(170, client)
    expect(await shown(client, id)).toEqual({ delivery: 'parked', problem: null, text: words })
    const list = await listParkedCommand(store)
    expect(list).toContain(await parkedId())
    expect(list).toContain('removed-from-walk')
    expect(list).toContain(words)
    await closeParkedCommand(store, [await parkedId(), '--sentence', ` ${sentence}\n`])
    expect(await listParkedCommand(store)).toBe('Nothing is parked.')
    await openedAfter(1, client)
    await openedAfter(170, client)
    expect(await shown(client, id)).toEqual({
      delivery: 'refused',
      problem: { code: 'closed-by-staff', detail: { sentence } },
      text: words,
    })
    expect(client.reports).toEqual([])
  })

  it('E9: is received once it is taken in, with the photo that waited for it 60 days', async () => {
    const { client, id, clientId } = await parkedPin()
    now += 60 * day
    expect(await dropUnclaimedPhotos(test.dependencies, now)).toBe(0)
    await store.db
      .updateTable('walk_members')
      .set({ removed_at: null })
      .where('client_id', '=', clientId)
      .execute()
    expect(await replayParkedCommand(store, [])).toContain('applied')
    test.app.jobs.ask(cleanPhotosJob)
    await test.app.jobs.settled()
    await openedAfter(0, client)
    const pin = await client.pins.get(id)
    expect(pin?.delivery).toBe('received')
    expect(pin?.photos.map(({ state }) => state)).toEqual(['stored'])
  })

  it('E9: keeps its photos until it is closed, and no longer', async () => {
    await parkedPin()
    now += 31 * day
    expect(await dropUnclaimedPhotos(test.dependencies, now)).toBe(0)
    await closeParkedCommand(store, [await parkedId(), '--sentence', sentence])
    expect(await dropUnclaimedPhotos(test.dependencies, now)).toBe(1)
  })

  it('E9: is answered when it is erased, so that its phone does not wait for ever', async () => {
    const { client, id, clientId } = await parkedPin()
    const space = { municipalityId: town.id, spaceId: town.walk.id }
    const surroundings = { store, photoFiles: test.dependencies.photoFiles, now }
    const found = { ...space, observationId: id, authorClientId: clientId }
    await eraseObservation(surroundings, found)
    await openedAfter(1, client)
    expect(await shown(client, id)).toMatchObject({
      delivery: 'refused',
      problem: { code: 'erased' },
    })
  })

  it('E9: erasing a person erases the sentences about what the person wrote', async () => {
    const { clientId } = await parkedPin()
    await closeParkedCommand(store, [await parkedId(), '--sentence', sentence])
    const surroundings = { store, photoFiles: test.dependencies.photoFiles, now }
    await erasePhone(surroundings, { municipalityId: town.id, clientId })
    const { rows } = await store.pool.query('select result from applied_mutations')
    expect(JSON.stringify(rows)).not.toContain('nr. 12')
    expect(JSON.stringify(rows)).toContain('erased')
  })

  it('E9: is told only to whoever knows what was sent', async () => {
    await parkedPin()
    const id = await parkedId()
    const row = await store.db.selectFrom('applied_mutations').selectAll().executeTakeFirst()
    const ask = async (hash: string) => {
      const answer = await test.app.inject({
        method: 'POST',
        url: '/api/sync/answers',
        headers: { ...sameOrigin, cookie: town.phones.ole.cookie },
        payload: { mutations: [{ id, hash }] },
      })
      return answer.json<{ results: unknown[] }>().results
    }
    expect(await ask('0'.repeat(64))).toEqual([])
    const hash = Buffer.from(row?.args_hash ?? []).toString('hex')
    expect(await ask(hash)).toEqual([{ id, status: 'parked' }])
  })

  it('E9: can be closed once, with a sentence and one id', async () => {
    await parkedPin()
    const id = await parkedId()
    const close = (...args: string[]) => closeParkedCommand(store, args)
    await expect(close(id)).rejects.toThrow('--sentence is missing')
    await expect(close(id, '--sentence', 'x'.repeat(501))).rejects.toThrow('at most 500')
    await expect(close('x', '--sentence', sentence)).rejects.toThrow('no id of a mutation')
    await expect(close(someUuid(), '--sentence', sentence)).rejects.toThrow('see list-parked')
    await close(id, '--sentence', sentence)
    await expect(close(id, '--sentence', sentence)).rejects.toThrow('see list-parked')
    expect(await replayParkedCommand(store, [id])).toBe('Nothing is parked.')
  })
})
