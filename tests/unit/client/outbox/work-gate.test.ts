import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Draft } from '../../../../client/local/capture/draft.ts'
import { allEntries } from '../../../../client/local/outbox/outbox-reads.ts'
import { isCreate, type OutboxEntry } from '../../../../client/local/outbox/outbox-entry.ts'
import { categories } from '../../../../shared/observation/categories.ts'
import type { Position } from '../../../../shared/geo.ts'
import type { EditableFields } from '../../../../shared/observation/observation.ts'
import { acceptedPhotoTypes } from '../../../../shared/observation/photo.ts'
import type { TestClient } from '../../../support/phones/build-client.ts'
import { makeDraft, makePreparedPhoto, savePin } from '../../../support/phones/make-draft.ts'
import { somePosition } from '../../../support/fixtures/make-observation.ts'
import { nastyText } from '../../../support/hostile-input/nasty-values.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, ScriptedApi } from '../../../support/phones/scripted-api.ts'
import { judgeStrictly } from '../../../support/phones/strict-server.ts'
import { VirtualClock } from '../../../support/phones/virtual-clock.ts'

const entriesOf = (client: TestClient): Promise<OutboxEntry[]> =>
  client.context.outbox.read(['mutation'], allEntries)

const usually = <T>(right: T, odd: fc.Arbitrary<unknown>): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: fc.constant(right), weight: 7 },
    { arbitrary: odd as fc.Arbitrary<T>, weight: 1 },
  )

const anyNumber = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -1, 0, 181, 91))
const anyAccuracy = fc.oneof(anyNumber, fc.constantFrom(8, 199, 200, 201, 100_000, 150_000))
const anyPosition = fc.record(
  {
    longitude: usually(somePosition.longitude, anyNumber),
    latitude: usually(somePosition.latitude, anyNumber),
    accuracyMetres: anyAccuracy,
    source: usually<Position['source']>('gps', fc.constantFrom('map', 'address', 'satellite')),
    altitude: fc.constant(12),
  },
  { requiredKeys: ['longitude', 'latitude', 'source'] },
)
const anyLevel = usually(2, fc.constantFrom(-1, 0, 4, 5, 6, NaN, '2', null))
const anyText = usually(
  'Lampen er slukket',
  fc.oneof(fc.string({ unit: 'grapheme', maxLength: 210 }), nastyText),
)
const anyFields = fc.record(
  {
    category: usually('lys.slukket', fc.constantFrom(...categories.map(({ id }) => id), 'x.y')),
    position: usually<Position>(somePosition, anyPosition),
    place: anyText,
    text: anyText,
    severity: anyLevel,
    feeling: anyLevel,
    ownerType: usually('rail', fc.constantFrom(null, 'the moon')),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<EditableFields>>
const anyPhoto = fc.record({
  size: usually(300, fc.constantFrom(0, 1)),
  mime: usually('image/jpeg', fc.constantFrom(...acceptedPhotoTypes, 'image/gif', 'x'.repeat(61))),
})

type Deed =
  | { kind: 'edit' | 'mend'; fields: Partial<EditableFields> }
  | { kind: 'comment' | 'withdraw'; text: string }
  | { kind: 'photo'; photo: { size: number; mime: string } }
  | { kind: 'send' }
const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constantFrom('edit' as const, 'mend' as const), fields: anyFields }),
  fc.record({ kind: fc.constant('comment' as const), text: anyText }),
  fc.record({ kind: fc.constant('withdraw' as const), text: anyText }),
  fc.record({ kind: fc.constant('photo' as const), photo: anyPhoto }),
  fc.constant({ kind: 'send' as const }),
)

const prepared = ({ size, mime }: { size: number; mime: string }) => ({
  ...makePreparedPhoto(size),
  mime,
})

async function mend(client: TestClient, id: string, fields: object): Promise<void> {
  const draft = await client.capture.draftOf(id)
  if (draft) await client.capture.fixAndResend(id, { ...draft, ...fields })
}

async function act(client: TestClient, id: string, deed: Deed): Promise<unknown> {
  switch (deed.kind) {
    case 'edit':
      return client.capture.edit(id, deed.fields)
    case 'mend':
      return mend(client, id, deed.fields)
    case 'comment':
      return client.capture.comment(id, deed.text)
    case 'withdraw':
      return client.capture.withdraw(id, deed.text)
    case 'photo':
      return client.capture.addPhotoTo(id, prepared(deed.photo))
    case 'send':
      return client.runner.runOnce()
  }
}

describe('the gate into the outbox', () => {
  test('E8: lets only through what the server accepts: captures, changes, mending, comments, photos and withdrawals', async () => {
    const clocks = fc.constantFrom(0, Date.parse('2026-10-29T18:00:00Z'), Date.parse('9999-12-31'))
    const offsets = fc.constantFrom(null, 0, NaN, Infinity, 31_536_000_000)
    const photos = fc.array(anyPhoto, { maxLength: 2 })
    const story = fc.tuple(clocks, offsets, anyFields, photos, fc.array(anyDeed, { maxLength: 5 }))
    let saved = 0
    await fc.assert(
      fc.asyncProperty(story, async ([nowMs, clockOffsetMs, fields, pictures, deeds]) => {
        const api = new ScriptedApi()
        const refused = judgeStrictly(api)
        const client = await joinedClient(api, { clock: new VirtualClock(nowMs) })
        const { delivery } = client.context
        delivery.status = { ...delivery.status, clockOffsetMs }
        let draft: Draft = makeDraft(client, fields)
        for (const picture of pictures) {
          const photoId = await client.capture.addPhoto(draft, prepared(picture))
          draft = { ...draft, photoIds: [...draft.photoIds, photoId] }
        }
        const outcome = await client.capture.save(draft)
        if (!outcome.ok) expect(await entriesOf(client)).toEqual([])
        else saved += 1
        for (const deed of deeds) await act(client, draft.observationId, deed)
        await client.runner.runOnce()
        expect(refused).toEqual([])
      }),
      { numRuns: 150 },
    )
    expect(saved).toBeGreaterThan(20)
  }, 120_000)

  test.each([
    [{ position: { ...somePosition, accuracyMetres: 150_000 } }, 'position-coarse'],
    [{ position: { ...somePosition, accuracyMetres: 3_000 } }, 'position-coarse'],
    [{ position: { ...somePosition, accuracyMetres: NaN } }, 'position-unusable'],
    [{ position: { ...somePosition, accuracyMetres: Infinity } }, 'position-unusable'],
    [{ position: { ...somePosition, accuracyMetres: -1 } }, 'position-unusable'],
    [{ position: { ...somePosition, altitude: 12 } }, 'position-unusable'],
    [{ place: 'å'.repeat(201) }, 'place-too-long'],
    [{ text: 'halv \ud83d' }, 'unreadable-text'],
    [{ place: 'a\u0000b' }, 'unreadable-text'],
    [{ severity: 7 as never }, 'invalid-arguments'],
    [{ feeling: 0 as never }, 'invalid-arguments'],
  ])('refuses a draft with %j, and tells the person %s', async (changes, code) => {
    const client = await joinedClient(new ScriptedApi())
    const draft = makeDraft(client, { ...changes })
    await client.capture.saveDraft(draft)
    const outcome = await client.capture.save(draft)
    expect(outcome).toMatchObject({ ok: false, problem: { code } })
    expect(await entriesOf(client)).toEqual([])
    expect((await client.capture.drafts())[0]?.observationId).toBe(draft.observationId)
  })

  test('keeps the saved pin as it was when a change would make it undeliverable, never sent or sent', async () => {
    const client = await joinedClient(new ScriptedApi())
    const id = await savePin(client)
    const coarse = { position: { ...somePosition, accuracyMetres: 5_000 } }
    for (const _ of ['never sent', 'sent']) {
      const before = await entriesOf(client)
      expect(await client.capture.edit(id, coarse)).toMatchObject({
        ok: false,
        problem: { code: 'position-coarse', detail: { metres: 5_000 } },
      })
      const draft = await client.capture.draftOf(id)
      const wrong = { ...(draft ?? makeDraft(client)), ...coarse, text: 'ny tekst' }
      expect(await client.capture.fixAndResend(id, wrong)).toMatchObject({ ok: false })
      expect(await entriesOf(client)).toEqual(before)
      await client.runner.runOnce()
    }
  })

  test('accepts a wider circle when it was shown by hand or meant by an address than from the phone’s own position', async () => {
    const client = await joinedClient(new ScriptedApi())
    const address = { ...somePosition, source: 'address' as const, accuracyMetres: 9_000 }
    await savePin(client, { position: address, place: 'Fyrkildevej 12' })
    await savePin(client, { position: { ...somePosition, accuracyMetres: 200 } })
    expect(await entriesOf(client)).toHaveLength(2)
  })
})

/** As an older app has left it: saved without a look at the contract. */
async function plant(client: TestClient, id: string, changes: Partial<OutboxEntry> = {}) {
  const { outbox } = client.context
  await outbox.write(['mutation'], async (transaction) => {
    const store = transaction.objectStore('mutation')
    const entries = (await store.index('entity').getAll(id)) as OutboxEntry[]
    for (const entry of entries.filter(isCreate)) {
      const args = JSON.parse(entry.argsText) as { position: Position }
      const position = { ...args.position, source: 'gps', accuracyMetres: 150_000 }
      await store.put({ ...entry, ...changes, argsText: JSON.stringify({ ...args, position }) })
    }
  })
  client.context.notices.publish({ kind: 'outbox', entities: [id] })
}

describe('work that an older app has saved and no server accepts', () => {
  test('E8: is reported to the person although the network is away, and sent once after it was changed', async () => {
    const api = new ScriptedApi()
    const refused = judgeStrictly(api)
    const judging = api.onPush
    api.onPush = () => {
      throw new TypeError('Failed to fetch')
    }
    const client = await joinedClient(api)
    const id = await savePin(client, { text: 'den gamle' })
    await client.capture.comment(id, 'bagefter')
    await plant(client, id)
    const other = await savePin(client)
    await client.runner.runOnce()
    expect(await pin(client, id)).toMatchObject({
      delivery: 'refused',
      problem: { code: 'position-coarse' },
      observation: { text: 'den gamle' },
    })
    expect((await pin(client, other)).delivery).toBe('on-phone')

    // "Prøv igen" cannot help here: the entry stays, with the explanation of what to do.
    await client.capture.retry(id)
    expect((await pin(client, id)).delivery).toBe('refused')

    api.onPush = judging
    await mend(client, id, { position: { ...somePosition, source: 'map' } })
    await client.runner.runOnce()
    expect(await pin(client, id)).toMatchObject({
      delivery: 'received',
      problem: null,
      observation: { text: 'den gamle', position: { source: 'map' } },
    })
    expect(refused).toEqual([])
    expect(api.observations.size).toBe(2)
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })

  test('is named by the phone when the server has refused its arguments, since the phone knows the place', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    await client.runner.runOnce()
    const problemText = JSON.stringify({ code: 'invalid-arguments' })
    await plant(client, id, { state: 'refused', problemText })
    expect((await pin(client, id)).problem).toMatchObject({ code: 'position-coarse' })
  })

  test('does not keep a batch from being read because of a broken clock', async () => {
    const api = new ScriptedApi()
    const refused = judgeStrictly(api)
    const client = await joinedClient(api)
    const id = await savePin(client)
    const { outbox } = client.context
    await outbox.write(['mutation'], async (transaction) => {
      const store = transaction.objectStore('mutation')
      const [entry] = (await store.getAll()) as OutboxEntry[]
      await store.put({ ...entry, clockOffset: NaN, tzOffset: 50.33 })
    })
    await client.runner.runOnce()
    expect((await pin(client, id)).delivery).toBe('received')
    expect(refused).toEqual([])
  })
})
