import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { pushAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  town = await seedMunicipality(database)
})
afterEach(() => database.truncate())
afterAll(() => database.drop())

const createMutation = (changes: Parameters<typeof makeCreate>[0] = {}) =>
  makeEnvelope({ name: 'observation.create@1', args: makeCreate(changes) })
const idOf = (envelope: MutationEnvelope) =>
  (envelope.args as { observationId: string }).observationId
const push = (mutations: MutationEnvelope[]) =>
  pushAs(database, town.phones.anna, { mutations, space: town.walk.id })

describe('a batch', () => {
  it('B7: applies what is not refused, in order for each observation', async () => {
    const pin = createMutation({ text: 'A' })
    const editText = (base: string, value: string) =>
      makeEnvelope({
        name: 'observation.edit@1',
        args: { observationId: idOf(pin), changes: { text: { base, value } } },
      })
    const refused = createMutation({ category: 'ny.kategori' })
    const lost = makeEnvelope({
      name: 'observation.comment@1',
      args: {
        observationId: idOf(refused),
        commentId: someUuid(),
        audience: 'public',
        text: 'Uden pin',
      },
    })
    const { results, head } = await push([
      pin,
      editText('A', 'B'),
      refused,
      editText('B', 'C'),
      lost,
    ])
    expect(results.map(({ status, code }) => code ?? status)).toEqual([
      'applied',
      'applied',
      'unknown-category',
      'applied',
      'observation-missing',
    ])
    expect(results.map(({ effectSeq }) => effectSeq)).toEqual(['2', '3', undefined, '4', undefined])
    expect(head).toBe('4')
    const reader = await new TestReader(database, town.phones.anna, town.walk.id).pullAll()
    expect(reader.observation(idOf(pin))?.text).toBe('C')
    const kinds = await database.db.selectFrom('events').select('kind').orderBy('seq').execute()
    expect(kinds.map(({ kind }) => kind)).toEqual(['created', 'edited', 'edited'])
  })

  it('E3: refuses what belongs to a refused create and takes the items of other observations', async () => {
    const refused = createMutation({ text: 'x'.repeat(4001) })
    const other = createMutation()
    const { results } = await push([refused, other])
    expect(results).toEqual([
      {
        id: refused.id,
        status: 'refused',
        code: 'text-too-long',
        detail: { limit: 4000, length: 4001 },
      },
      { id: other.id, status: 'applied', effectSeq: '2' },
    ])
  })

  it('gives numbers to observations, columns to the desk and both times to history', async () => {
    const at = Date.parse('2026-10-29T19:00:00.000Z')
    const pin = createMutation({ text: 'Ødelagt', place: 'Ved Åen', category: 'haer.graffiti-had' })
    const mutations = [{ ...pin, capturedAt: '2026-10-29T20:12:13+01:00' }]
    await pushAs(database, town.phones.anna, { mutations, space: town.walk.id, now: at })
    const row = await database.db.selectFrom('observations').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      number: '1000',
      is_restricted: true,
      search_text: 'ødelagt ved åen 1000',
      author_client_id: town.phones.anna.clientId,
    })
    expect(row.captured_at.toISOString()).toBe('2026-10-29T19:12:13.000Z')
    expect(row.received_at.toISOString()).toBe('2026-10-29T19:00:00.000Z')
    expect(row.body).toMatchObject({ number: 1000, capturedAt: '2026-10-29T19:12:13.000Z' })
    const event = await database.db.selectFrom('events').selectAll().executeTakeFirstOrThrow()
    expect(event).toMatchObject({
      actor_kind: 'device',
      actor_label: 'walker',
      kind: 'created',
      mutation_id: pin.id,
    })
  })

  it('remembers the highest running number of a phone, never a lower one', async () => {
    await push([{ ...createMutation(), clientSeq: 7_000 }])
    await push([{ ...createMutation(), clientSeq: 12 }])
    const client = await database.db
      .selectFrom('clients')
      .select('highest_client_seq')
      .where('client_id', '=', town.phones.anna.clientId)
      .executeTakeFirstOrThrow()
    expect(client.highest_client_seq).toBe('7000')
  })
})

describe('clocks of phones', () => {
  const claims = [
    '1970-01-01T00:00:00.000Z',
    '2026-10-29T17:59:58.000Z',
    '2026-10-29T19:59:58.000Z',
    '2027-10-29T18:59:58.000Z',
    '9999-12-31T23:59:59.999Z',
    '+275760-09-13T00:00:00.000Z',
    '-000001-01-01T00:00:00Z',
    'i går',
    '',
  ]

  it('L1: decide neither order nor outcome, nor does a clock that jumps within a queue', async () => {
    const now = Date.parse('2026-10-29T19:00:00.000Z')
    const run = async (clock: string[]) => {
      town = await seedMunicipality(database)
      const pin = createMutation({ text: 'A' })
      const observationId = idOf(pin)
      const edit = makeEnvelope({
        name: 'observation.edit@1',
        args: { observationId, changes: { text: { base: 'A', value: 'B' } } },
      })
      const stale = makeEnvelope({
        name: 'observation.edit@1',
        args: { observationId, changes: { text: { base: 'A', value: 'C' } } },
      })
      const untouched = createMutation()
      const mutations = [pin, edit, stale, untouched].map((mutation, index) => ({
        ...mutation,
        capturedAt: clock[index] ?? '',
      }))
      const { results } = await pushAs(database, town.phones.anna, {
        mutations,
        space: town.walk.id,
        now,
      })
      const reader = await new TestReader(database, town.phones.anna, town.walk.id).pullAll()
      const { text, suggestions, receivedAt, updatedAt, isLate } =
        reader.observation(observationId) ?? {}
      const outcome = results.map(({ status, code, effectSeq }) => ({ status, code, effectSeq }))
      const {
        capturedAt: _,
        id: __,
        number: ___,
        ...rest
      } = {
        ...reader.observation(idOf(untouched)),
        walkId: '',
      }
      return { outcome, text, suggestions, receivedAt, updatedAt, isLate, rest }
    }
    const right = await run(Array<string>(4).fill('2026-10-29T18:59:58.000Z'))
    expect(right.text).toBe('B')
    const clock = fc.array(fc.constantFrom(...claims), { minLength: 4, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(clock, async (claimed) => {
        expect(await run(claimed)).toEqual(right)
      }),
      { numRuns: 12 },
    )
  })
})
