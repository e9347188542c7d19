import { beforeEach, describe, expect, it } from 'vitest'
import { eraseObservation, erasePhone } from '../../../server/privacy/erase.ts'
import { connectPhone, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import {
  makeAnnouncement,
  makeCreate,
  makeEnvelope,
  someUuid,
} from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { wishAsked } from '../../support/requests/ask-for-walk.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import { runCli, urlOf } from '../../support/server/run-cli.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { applyAs, pinAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'

const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  town = await seedMunicipality(held.store)
  tests += 1
  secret = `Naboen Jens Hansen ${tests}.`
})

/** Another one in each test: they share their database. */
let secret = ''
let tests = 0

const surroundings = () => ({
  store: held.store,
  photoFiles: held.testApp.dependencies.photoFiles,
  now: Date.now(),
})

/** Names of the tables that contain the words anywhere. */
async function tablesWith(words: string): Promise<string[]> {
  const { rows } = await held.store.pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  )
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const table = await held.store.pool.query(`select * from ${name}`)
      return JSON.stringify(table.rows).includes(words) ? [name] : []
    }),
  )
  return found.flat()
}

/** Words of one person wherever words can be: text, place, comment, reason, parked, name. */
async function writeEverywhere() {
  const { anna, ole } = town.phones
  const photo = makeAnnouncement()
  const args = makeCreate({ text: secret, place: `hos ${secret}`, photos: [photo] })
  const { observationId } = args
  const create = makeEnvelope({ name: 'observation.create@1', args })
  await pushAs(held.store, anna, { mutations: [create], space: town.walk.id })
  const comment = (id: string) => ({
    name: 'observation.comment@1' as const,
    args: {
      observationId: id,
      commentId: id.replace(/.$/, '7'),
      audience: 'public' as const,
      text: secret,
    },
  })
  await applyAs(held.store, anna, comment(observationId))
  const others = makeCreate({ text: 'En andens' })
  await applyAs(held.store, ole, { name: 'observation.create@1', args: others })
  await applyAs(held.store, anna, comment(others.observationId))
  await pushAs(held.store, anna, {
    mutations: [
      makeEnvelope({ name: 'observation.withdraw@1', args: { observationId, reason: secret } }),
    ],
    space: town.walk.id,
    apply: () => {
      throw new Error('parked')
    },
  })
  const set = { base: 'received', status: 'needs-info', text: `Kender du ${secret}?` } as const
  await applyAs(held.store, town.officials.carla, {
    name: 'observation.set-status@1',
    args: { observationId, ...set },
    space: town.walk.id,
  })
  return { observationId, otherId: others.observationId, create, photo }
}

const placeOf = (observationId: string) => ({
  ...{ municipalityId: town.id, spaceId: town.walk.id, observationId },
  authorClientId: town.phones.anna.clientId,
})

describe('O2: after an erasure request', () => {
  it('for one observation, the feed delivers the removal to everybody who had it', async () => {
    const { observationId } = await writeEverywhere()
    const people = [town.phones.anna, town.phones.ole, town.phones.lone, town.officials.carla]
    const readers = people.map((person) => new TestReader(held.store, person, town.walk.id))
    const phone = connectPhone({ app: held.testApp.app })
    await joinAs(phone, town.codes.walker)
    await phone.runner.runOnce()
    for (const reader of readers) {
      await reader.pullAll()
      expect(reader.observation(observationId)).toBeDefined()
    }
    expect(await phone.pins.get(observationId)).toBeDefined()
    await eraseObservation(surroundings(), placeOf(observationId))
    await phone.runner.runOnce()
    expect(await phone.pins.get(observationId)).toBeUndefined()
    for (const reader of readers) {
      await reader.pullAll()
      expect(reader.observation(observationId)).toBeUndefined()
    }
  })

  it('for a person, no table keeps a word or the name, and history keeps steps and times', async () => {
    const { observationId, otherId } = await writeEverywhere()
    await held.store.db
      .updateTable('walk_members')
      .set({ display_name: secret })
      .where('client_id', '=', town.phones.anna.clientId)
      .execute()
    expect(await tablesWith(secret)).toEqual([
      'events',
      'observations',
      'parked_mutations',
      'sync_rows',
      'walk_members',
    ])
    const { municipalityId } = placeOf(observationId)
    const { clientId } = town.phones.anna
    const erased = await erasePhone(surroundings(), { municipalityId, clientId })
    expect(erased).toEqual({ observations: 1, comments: 1, photos: 1 })
    expect(await tablesWith(secret)).toEqual([])
    const events = await held.store.db
      .selectFrom('events')
      .select(['kind', 'data', 'actor_id'])
      .where('subject_id', '=', observationId)
      .orderBy('seq')
      .execute()
    expect(events.map(({ kind }) => kind)).toEqual(['created', 'commented', 'status-set'])
    expect(events[2]?.data).toMatchObject({ from: 'received', status: 'needs-info' })
    expect(events.map(({ actor_id }) => actor_id)).not.toContain(clientId)
    const reader = await new TestReader(held.store, town.phones.ole, town.walk.id).pullAll()
    expect(reader.observation(otherId)?.comments).toEqual([])
    expect(reader.observation(otherId)?.text).toBe('En andens')
  })

  it('nothing comes back when a phone sends it all again', async () => {
    const { create, observationId } = await writeEverywhere()
    await eraseObservation(surroundings(), placeOf(observationId))
    const again = await pushAs(held.store, town.phones.anna, {
      mutations: [create],
      space: town.walk.id,
    })
    expect(again.results[0]?.status).toBe('applied')
    expect(await tablesWith(`hos ${secret}`)).toEqual([])
  })

  it('its photos leave the disk', async () => {
    const { observationId, photo } = await writeEverywhere()
    const row = await held.store.db
      .selectFrom('photos')
      .select('file_name')
      .where('id', '=', photo.photoId)
      .executeTakeFirstOrThrow()
    const { photoFiles } = surroundings()
    await photoFiles.write(row.file_name, 'large', new Uint8Array([1]))
    await photoFiles.write(row.file_name, 'thumbnail', new Uint8Array([1]))
    await eraseObservation(surroundings(), placeOf(observationId))
    expect(await photoFiles.size(row.file_name, 'large')).toBeUndefined()
    expect(await photoFiles.size(row.file_name, 'thumbnail')).toBeUndefined()
  })

  it('for a person, "I see it too" and its photos leave the pins of others, also where it was taken back', async () => {
    const { anna, ole, lone } = town.phones
    const [seen, left] = [await pinAs(held.store, ole), await pinAs(held.store, ole)]
    const say = (phone: TestPhone, observationId: string, sees: boolean) =>
      applyAs(held.store, phone, {
        name: 'observation.see-too@1',
        args: { observationId, sees, feeling: sees ? 2 : null },
      })
    await say(lone, seen, true)
    for (const observationId of [seen, left]) {
      await say(anna, observationId, true)
      const args = { observationId, photo: makeAnnouncement() }
      await applyAs(held.store, anna, { name: 'photo.announce@1', args })
    }
    await say(anna, left, false)
    const { photoFiles } = surroundings()
    const rows = await held.store.db
      .selectFrom('photos')
      .select('file_name')
      .where('observation_id', 'in', [seen, left])
      .execute()
    expect(rows).toHaveLength(2)
    for (const { file_name } of rows)
      await photoFiles.write(file_name, 'large', new Uint8Array([1]))
    const reader = new TestReader(held.store, ole, town.walk.id)
    await reader.pullAll()
    expect(reader.observation(seen)).toMatchObject({ seenToo: [{}, {}], photos: [{}] })
    const person = { municipalityId: town.id, clientId: anna.clientId }
    expect(await erasePhone(surroundings(), person)).toMatchObject({ observations: 0, photos: 2 })
    await reader.pullAll()
    expect(reader.observation(seen)).toMatchObject({ seenToo: [{}], photos: [] })
    expect(reader.observation(left)).toMatchObject({ seenToo: [], photos: [] })
    for (const table of ['observations', 'sync_rows', 'events', 'photos'])
      expect(await tablesWith(anna.clientId)).not.toContain(table)
    for (const { file_name } of rows)
      expect(await photoFiles.size(file_name, 'large')).toBeUndefined()
  })

  it('the operator’s command erases an observation by its number, and by its number the person', async () => {
    const { observationId } = await writeEverywhere()
    const phone = connectPhone({ app: held.testApp.app })
    await joinAs(phone, town.codes.walker)
    const pin = await pinOn(phone, town.walk.id, { text: secret })
    await phone.runner.runOnce()
    const env = {
      DATABASE_URL: urlOf(held.store),
      DATA_DIR: held.testApp.dependencies.config.dataDir,
    }
    const cli = (...args: string[]) => runCli(['erase', ...args], { env })
    const number = async (id: string) => {
      const found = held.store.db.selectFrom('observations').select('number').where('id', '=', id)
      return (await found.executeTakeFirstOrThrow()).number
    }
    const one = await cli('--observation', await number(pin))
    expect(one).toMatchObject({
      code: 0,
      said: expect.stringContaining('1 observations') as string,
    })
    const all = await cli('--author-of', await number(observationId))
    expect(all.said).toContain('1 comments on others, 1 photos')
    expect(await tablesWith(secret)).toEqual([])
  })

  it('O2: what was said to everybody goes by the code of the walk, and for a leader with everything else of the phone', async () => {
    const { lone } = town.phones
    const say = (line: string) => {
      const args = { walkId: town.walk.id, lineId: someUuid(), line }
      return applyAs(held.store, lone, { name: 'walk.say@1', args })
    }
    const env = {
      DATABASE_URL: urlOf(held.store),
      DATA_DIR: held.testApp.dependencies.config.dataDir,
    }
    const cli = () => runCli(['erase', '--lines', town.codes.walker], { env })
    await say(`Spørg ${secret}`)
    expect(await tablesWith(secret)).toEqual(['sync_rows', 'walks'])
    expect(await cli()).toMatchObject({ code: 0 })
    expect(await tablesWith(secret)).toEqual([])
    expect((await cli()).code).not.toBe(0)

    await say(`Igen ${secret}`)
    await erasePhone(surroundings(), { municipalityId: town.id, clientId: lone.clientId })
    expect(await tablesWith(secret)).toEqual([])
  })

  it('O2: erases a wish for a walk by its id or its link', async () => {
    const env = {
      DATABASE_URL: urlOf(held.store),
      DATA_DIR: held.testApp.dependencies.config.dataDir,
    }
    const asked = [wishAsked(town.id, { why: secret }), wishAsked(town.id, { asker: secret })]
    for (const payload of asked) {
      const wish = { method: 'POST', url: '/api/wishes', headers: sameOrigin, payload } as const
      await held.testApp.app.inject(wish)
    }
    expect(await tablesWith(secret)).toEqual(['sync_rows'])
    const [one, other] = asked
    const byId = await runCli(['erase', '--wish', String(one?.wishId)], { env })
    expect(byId).toMatchObject({ code: 0, said: expect.stringContaining('1 wish') as string })
    const link = `https://lygte.example/oenske/svar#${String(other?.secret)}`
    expect((await runCli(['erase', '--wish', link], { env })).code).toBe(0)
    expect(await tablesWith(secret)).toEqual([])
    expect((await runCli(['erase', '--wish', String(one?.wishId)], { env })).said).toContain(
      'There is no such wish.',
    )
  })
})
