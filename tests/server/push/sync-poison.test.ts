import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replayParked } from '../../../server/sync/parked/replay-parked.ts'
import { limits } from '../../../shared/limits.ts'
import { mutationRegistry, type MutationName } from '../../../shared/sync/registry.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { nastyValue, spoil } from '../../support/hostile-input/nasty-values.ts'
import type { JsonSchema } from '../../support/hostile-input/schema-arbitrary.ts'
import { exampleOf } from '../../support/hostile-input/text-fields.ts'
import { pinAs, pushAs } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let testApp: TestApp
let town: TestMunicipality

beforeAll(async () => {
  database = await openTestDatabase()
  testApp = await buildTestApp({ store: database })
  town = await seedMunicipality(database)
})
afterAll(async () => {
  await testApp.close()
  await database.drop()
})

interface Result {
  id: string
  status: string
  code?: string
}

/** Sends a body as it is, through the real app. */
const send = (payload: string, phone: TestPhone = town.phones.anna) =>
  testApp.app.inject({
    method: 'POST',
    url: '/api/sync/push',
    headers: { cookie: phone.cookie, 'content-type': 'application/json', ...sameOrigin },
    payload,
  })

const bodyWith = (mutations: unknown[], phone: TestPhone = town.phones.anna) => ({
  protocol: 1,
  epoch: null,
  clientId: phone.clientId,
  space: town.walk.id,
  mutations,
})

const sendMutations = async (mutations: unknown[]) => {
  const response = await send(JSON.stringify(bodyWith(mutations)))
  return { status: response.statusCode, results: response.json<{ results: Result[] }>().results }
}

/** Right arguments where an example of the schema would be refused at once. */
const chosenArgs = (observationId: string): Partial<Record<MutationName, object>> => ({
  'observation.create@1': {
    ...makeCreate({ place: 'Her' }),
    photos: [{ photoId: someUuid(), sha256: 'a'.repeat(64), size: 9, mime: 'image/jpeg' }],
  },
  'observation.edit@1': { observationId, changes: { text: { base: 'A', value: 'B' } } },
  'observation.set-status@1': {
    observationId,
    base: 'received',
    status: 'duplicate',
    text: 'Se den anden',
    recipient: 'Vejdirektoratet',
    reference: 'X',
    duplicateOf: someUuid(),
  },
  'observation.assign@1': {
    observationId,
    base: { partyIds: [], dueOn: null },
    partyIds: ['road'],
    dueOn: '2026-12-01',
  },
  'walk.create@1': {
    walkId: town.walk.id,
    title: 'Aften',
    startsAt: '2026-12-05T17:00:00Z',
    endsAt: null,
    meetingPlace: null,
    area: [9.9, 57, 9.95, 57.05],
    route: [[9.91, 57.01]],
    stops: [{ id: someUuid(), name: 'Bænk', longitude: 9.91, latitude: 57.01 }],
  },
  'walk.edit@1': { walkId: town.walk.id, changes: { title: { base: 'A', value: 'B' } } },
  'photo.announce@1': {
    observationId,
    photo: { photoId: someUuid(), sha256: 'b'.repeat(64), size: 9, mime: 'image/jpeg' },
  },
})

/** Arguments that fit the schema of a mutation, one of whose values is then replaced. */
function argsOf(name: MutationName, observationId: string): object {
  const known = {
    observationId: fc.constant(observationId),
    walkId: fc.constant(town.walk.id),
    municipalityId: fc.constant(town.id),
  }
  const schema = mutationRegistry.get(name)?.schema as JsonSchema
  return chosenArgs(observationId)[name] ?? (exampleOf(schema, known) as object)
}

describe('E2: whatever a phone sends', () => {
  it('is applied or refused with a code, never answered with a server error, and blocks nobody', async () => {
    const id = await pinAs(database, town.phones.anna)
    const names = [...mutationRegistry.keys()] as MutationName[]
    const poison = fc.record({
      name: fc.constantFrom(...names),
      choice: fc.nat(1000),
      bad: nastyValue,
      envelope: fc.record({
        clientSeq: fc.constantFrom(1, 1e300, Number.MAX_SAFE_INTEGER),
        capturedAt: fc.constantFrom('2026-10-29T18:59:58Z', 'i går\u0000', '\ud800', ''),
        clockOffsetEstimate: fc.constantFrom(0, 1e308, -5e-324),
      }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(poison, { minLength: 1, maxLength: 6 }), async (items) => {
        const mutations = items.map(({ name, choice, bad, envelope }) => ({
          ...makeEnvelope({ name, args: {} as never }),
          ...envelope,
          args: spoil(argsOf(name, id), choice, bad),
        }))
        const good = makeEnvelope({ name: 'observation.create@1', args: makeCreate() })
        const batch = [...mutations, good]
        // More is refused as a whole (413), and the phone sends less: `push-answers.test.ts`.
        fc.pre(Buffer.byteLength(JSON.stringify(bodyWith(batch))) <= limits.pushBytes)
        const { status, results } = await sendMutations(batch)
        expect(status).toBe(200)
        expect(results.map((result) => result.id)).toEqual(batch.map((mutation) => mutation.id))
        expect(results.at(-1)?.status).toBe('applied')
        for (const result of results) {
          expect(['applied', 'refused']).toContain(result.status)
          if (result.status === 'refused') expect(result.code).toBeTruthy()
        }
        expect((await sendMutations(batch)).results).toEqual(results)
      }),
      { numRuns: 60 },
    )
    const parked = await database.db.selectFrom('parked_mutations').select('reason').execute()
    expect(parked).toEqual([])
  })

  it('names what is wrong, also when the wrong text would come back in the answer', async () => {
    const create = (changes: object) =>
      makeEnvelope({ name: 'observation.create@1', args: { ...makeCreate(), ...changes } })
    const photo = { photoId: someUuid(), sha256: 'a'.repeat(64), size: 9, mime: 'a\u0000\ud800' }
    const id = await pinAs(database, town.phones.anna)
    const mutations = [
      create({ photos: [photo] }),
      create({ text: 'a\u0000b' }),
      create({ text: 'a\ud800b' }),
      create({ text: 'x'.repeat(100_000) }),
      create({ position: { longitude: 57.05, latitude: 9.92, source: 'gps' } }),
      create({ position: { longitude: 1e300, latitude: 9.92, source: 'gps' } }),
      create({ category: 'lys\u0000slukket' }),
      { ...create({}), name: 'observation.\ud800' },
      { ...create({}), v: 2 },
      makeEnvelope({
        name: 'observation.comment@1',
        args: { observationId: id, commentId: someUuid(), audience: 'public', text: '\udc00' },
      }),
    ]
    const { results } = await sendMutations(mutations)
    expect((await sendMutations(mutations)).results).toEqual(results)
    expect(results.map(({ code }) => code)).toEqual([
      'photo-type',
      'unreadable-text',
      'unreadable-text',
      'text-too-long',
      'outside-area',
      'invalid-arguments',
      'invalid-arguments',
      'unknown-mutation',
      'unknown-mutation',
      'unreadable-text',
    ])
  })

  it('is refused when nested deeper than anybody needs, and does not exhaust the stack', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const envelope = makeEnvelope({ name: 'observation.create@1', args: 0 as never })
    const body = JSON.stringify(bodyWith([envelope])).replace('"args":0', `"args":${deep}`)
    const response = await send(body)
    expect(response.statusCode).toBe(200)
    expect(response.json<{ results: Result[] }>().results).toEqual([
      { id: envelope.id, status: 'refused', code: 'invalid-arguments' },
    ])
  })

  it('keeps emoji and right-to-left text as they are', async () => {
    const text = '🕯️ مظلم هنا – mørkt'
    const id = await pinAs(database, town.phones.anna, { text })
    const row = await database.db
      .selectFrom('observations')
      .select('body')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.body.text).toBe(text)
  })

  it('can be parked as it came, and replayed', async () => {
    const mutation = makeEnvelope({
      name: 'observation.create@1',
      args: makeCreate({ text: 'BUG \u0000 \ud800' }),
    })
    const { results } = await pushAs(database, town.phones.anna, {
      mutations: [mutation],
      space: town.walk.id,
      apply: () => {
        throw new Error('NUL \u0000 and \ud800 in a message')
      },
    })
    expect(results).toEqual([{ id: mutation.id, status: 'parked' }])
    const parked = await database.db
      .selectFrom('parked_mutations')
      .select('envelope')
      .where('mutation_id', '=', mutation.id)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(parked.envelope)).toEqual(mutation)
    expect(await replayParked(database, [mutation.id])).toEqual([
      { mutationId: mutation.id, status: 'refused', code: 'unreadable-text' },
    ])
  })
})

describe('a mutation that the server does not know', () => {
  it('I2: is refused without being recorded, so that a newer server accepts the same id', async () => {
    const known = makeEnvelope({ name: 'observation.create@1', args: makeCreate() })
    const { results } = await sendMutations([{ ...known, v: 99 }])
    expect(results[0]?.code).toBe('unknown-mutation')
    const { rows } = await sql`
      select 1 from applied_mutations where mutation_id = ${known.id}`.execute(database.db)
    expect(rows).toEqual([])
    expect((await sendMutations([known])).results[0]?.status).toBe('applied')
  })
})

describe('a push request', () => {
  it('gets 400 when it is no push and 413 when it is too large, and nothing of it is kept', async () => {
    const before = await database.db.selectFrom('applied_mutations').select('mutation_id').execute()
    const many = Array.from({ length: limits.pushMutations + 1 }, () =>
      makeEnvelope({ name: 'observation.create@1', args: makeCreate() }),
    )
    const large = makeEnvelope({
      name: 'observation.create@1',
      args: makeCreate({ text: 'x'.repeat(limits.pushBytes) }),
    })
    const answers = await Promise.all([
      send('{"protocol": 1,'),
      send('<html>'),
      send('null'),
      send(JSON.stringify(bodyWith([{ ...many[0], extra: 1 }]))),
      send(JSON.stringify(bodyWith(many))),
      send(JSON.stringify(bodyWith([large]))),
    ])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400, 400, 413])
    for (const answer of answers) {
      expect(answer.headers['content-type']).toContain('application/problem+json')
    }
    const after = await database.db.selectFrom('applied_mutations').select('mutation_id').execute()
    expect(after).toEqual(before)
  })

  it('gets 426 when its protocol is too old', async () => {
    const response = await send(JSON.stringify({ ...bodyWith([]), protocol: 0 }))
    expect(response.statusCode).toBe(426)
    expect(response.json<{ type: string }>().type).toBe('protocol-too-old')
  })
})
