import { describe, expect, test } from 'vitest'
import { createObservationCache } from '../../../../client/local/database/observation-cache.ts'
import { openCacheDatabase } from '../../../../client/local/database/cache-database.ts'
import { pullAll } from '../../../../client/sync/exchange/pull.ts'
import type { SyncParts } from '../../../../client/sync/exchange/sync-parts.ts'
import { buildClient, type TestClient } from '../../../support/phones/build-client.ts'
import { savePin } from '../../../support/phones/make-draft.ts'
import {
  actors,
  makeObservation,
  someUuid,
  someWalkId,
} from '../../../support/fixtures/make-observation.ts'
import { PageDiedError, PhoneDisk } from '../../../support/phones/phone-disk.ts'
import {
  joinedClient,
  json,
  noNetwork,
  ScriptedApi,
  serverTime,
  someEpoch,
} from '../../../support/phones/scripted-api.ts'

const reader = actors.walker

/** One pull in pages of the given size, with the parts a cycle would have. */
async function pullPages(client: TestClient, pageRows: number): Promise<void> {
  const { context, api } = client
  const parts: SyncParts = {
    context,
    api,
    environment: context.environment as SyncParts['environment'],
    onContact: () => undefined,
    onServerTime: () => undefined,
    onDelivered: () => undefined,
    onProgress: () => undefined,
  }
  const bounds = {
    until: Number.POSITIVE_INFINITY,
    signal: new AbortController().signal,
    hasNewWork: () => false,
  }
  await pullAll(parts, bounds, pageRows)
}

async function base(client: TestClient): Promise<Record<string, unknown>> {
  const { cursor, rows } = await client.context.cache.rows(someWalkId, 'observation')
  return { cursor, rows: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)) }
}

const shown = async (client: TestClient) =>
  (await client.pins.list(someWalkId)).map(({ id }) => id).sort()

function fill({ feed }: ScriptedApi, count: number) {
  const observations = Array.from({ length: count }, () => makeObservation())
  for (const observation of observations) feed.put(observation, reader)
  return observations
}

describe('pull', () => {
  test('C5: pages of 1, 2 and 500 rows end in the same base', async () => {
    const api = new ScriptedApi()
    const [first] = fill(api, 7)
    if (first) api.feed.put({ ...first, text: 'ændret' }, reader)
    const bases = []
    for (const pageRows of [1, 2, 500]) {
      const client = await joinedClient(api)
      await pullPages(client, pageRows)
      bases.push(await base(client))
    }
    expect(bases[1]).toEqual(bases[0])
    expect(bases[2]).toEqual(bases[0])
    expect((bases[0]?.['rows'] as unknown[]).length).toBe(7)
  })

  test('C4: rows that change between two pages are seen in their last form', async () => {
    const api = new ScriptedApi()
    const [first, second] = fill(api, 4)
    const client = await joinedClient(api)
    let page = 0
    const answer = api.onPull
    api.onPull = (body, request) => {
      page += 1
      if (page === 2 && first) api.feed.put({ ...first, text: 'nyere' }, reader)
      if (page === 3 && second)
        api.feed.write({ kind: 'observation', id: second.id, deleted: true, body: null })
      return answer(body, request)
    }
    await pullPages(client, 1)
    const pins = await client.pins.list(someWalkId)
    expect(pins.find(({ id }) => id === first?.id)?.observation.text).toBe('nyere')
    expect(pins.some(({ id }) => id === second?.id)).toBe(false)
    expect(pins.length).toBe(3)
  })

  test('C7, C8: what is deleted or hidden leaves the phone; what may be seen again comes back', async () => {
    const api = new ScriptedApi()
    const [first] = fill(api, 2)
    if (!first) throw new Error('no row')
    const client = await joinedClient(api)
    await client.runner.runOnce()
    expect((await shown(client)).length).toBe(2)
    api.feed.put({ ...first, category: 'adf.ophold' }, actors.otherWalker)
    await client.runner.runOnce()
    expect(await shown(client)).not.toContain(first.id)
    api.feed.put(first, reader)
    await client.runner.runOnce()
    expect(await shown(client)).toContain(first.id)
  })

  test('C9: below the floor the base is built anew beside the old one, and the outbox is untouched', async () => {
    const api = new ScriptedApi()
    const [gone] = fill(api, 3)
    const client = await joinedClient(api)
    await client.runner.runOnce()
    const own = await savePin(client)
    api.onPush = () => {
      throw new TypeError('Failed to fetch')
    }
    // A tombstone that nobody keeps any more.
    api.feed.rows.delete(`observation/${gone?.id ?? ''}`)
    api.feed.head += 1
    api.feed.floor = api.feed.head
    const later = fill(api, 3)
    const seenWhileBuilding: number[] = []
    const answer = api.onPull
    api.onPull = async (body, request) => {
      seenWhileBuilding.push((await client.pins.list(someWalkId)).length)
      return answer(body, request)
    }
    await pullPages(client, 2)
    expect(seenWhileBuilding).toEqual([4, 4])
    const ids = await shown(client)
    expect(ids).toContain(own)
    expect(ids).not.toContain(gone?.id)
    expect(ids.length).toBe(6)
    expect(ids).toEqual(expect.arrayContaining(later.map(({ id }) => id)))
  })

  test('D7: the same page twice, or an old page after a newer one, changes nothing', async () => {
    const client = await joinedClient(new ScriptedApi())
    const { cache } = client.context
    const space = someWalkId
    await cache.adoptEpoch(someEpoch)
    const from = await cache.pullPoint(space)
    const id = someUuid()
    const row = (seq: string, deleted: boolean, text: string) => ({
      kind: 'observation',
      id,
      seq,
      deleted,
      schema: 1,
      body: deleted ? null : { ...makeObservation(), id, text },
    })
    const old = { cursor: '1', more: false, rows: [row('1', false, 'gammel')] }
    const deletion = { cursor: '2', more: false, rows: [row('2', true, '')] }
    await cache.applyPage({ space, page: old, epoch: someEpoch, from })
    await cache.applyPage({ space, page: deletion, epoch: someEpoch, from })
    const before = await base(client)
    for (const page of [old, deletion, old]) {
      expect(await cache.applyPage({ space, page, epoch: someEpoch, from })).toMatchObject({
        hasChanged: false,
      })
    }
    expect(await base(client)).toEqual(before)
    expect(before).toEqual({ cursor: '2', rows: [] })
  })

  test('a page that was asked for before another tab began anew leaves no hole', async () => {
    const client = await joinedClient(new ScriptedApi())
    const { cache } = client.context
    const space = someWalkId
    await cache.adoptEpoch(someEpoch)
    const body = makeObservation()
    const row = { kind: 'observation', id: body.id, seq: '5', deleted: false, schema: 1, body }
    await cache.applyPage({
      space,
      page: { cursor: '5', more: false, rows: [row] },
      epoch: someEpoch,
      from: await cache.pullPoint(space),
    })
    const asked = await cache.pullPoint(space)
    await cache.applyPage({
      space,
      page: { cursor: '1', more: true, reset: true, rows: [] },
      epoch: someEpoch,
      from: asked,
    })
    const late = await cache.applyPage({
      space,
      page: { cursor: '9', more: false, rows: [] },
      epoch: someEpoch,
      from: asked,
    })
    expect(late).toMatchObject({ wasDropped: true, hasChanged: false })
    expect(await cache.pullPoint(space)).toMatchObject({ cursor: '1' })
  })

  test.each(
    [1, 2, 3, 4, 5].flatMap((commit) => [
      { commit, when: 'before' as const },
      { commit, when: 'after' as const },
    ]),
  )('D8: a page that dies $when commit $commit of a pull goes on rightly', async (plan) => {
    const api = new ScriptedApi()
    fill(api, 4)
    const whole = await joinedClient(api)
    await pullPages(whole, 1)

    const disk = new PhoneDisk()
    const client = await joinedClient(api, { disk })
    client.life.crashAt(plan)
    const dying = client.life.run(() => pullPages(client, 1))
    await expect(dying).rejects.toBeInstanceOf(PageDiedError)
    const next = buildClient({ fetch: api.fetch, disk })
    await pullPages(next, 1)
    expect(await base(next)).toEqual(await base(whole))
  })

  test('I3: unknown kinds, fields and values are kept and harm nobody', async () => {
    const api = new ScriptedApi()
    const strange = {
      ...makeObservation(),
      category: 'rum.laser',
      status: 'teleported',
      hologram: 1,
    }
    api.feed.write({ kind: 'hologram', id: someUuid(), deleted: false, body: { any: 'thing' } })
    api.feed.write({ kind: 'observation', id: strange.id, deleted: false, body: strange })
    const client = await joinedClient(api)
    await client.runner.runOnce()
    const [pin] = await client.pins.list(someWalkId)
    expect(pin?.observation).toMatchObject({ category: 'rum.laser', hologram: 1 })
    const { rows } = await client.context.cache.rows(someWalkId, 'hologram')
    expect(rows.size).toBe(1)
  })

  test('I3: an own edit of a row with unknown fields and values sends what was edited, and drops nothing of the rest', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    await client.runner.runOnce()
    const own = api.observations.get(id)
    if (!own) throw new Error('not on the server')
    const reader = { kind: 'device', clientId: own.authorClientId ?? '', role: 'walker' } as const
    api.feed.put({ ...own, ownerType: 'rumfart', hologram: 1 } as unknown as typeof own, reader)
    await client.runner.runOnce()
    expect((await client.capture.edit(id, { text: 'rettet' })).ok).toBe(true)
    const strange = { ownerType: 'rumfart', text: 'rettet' }
    expect((await client.pins.get(id))?.observation).toMatchObject(strange)
    await client.runner.runOnce()
    const sent = api.pushes.at(-1)?.mutations[0]
    expect(sent?.name).toBe('observation.edit')
    expect(Object.keys((sent?.args as { changes: object }).changes)).toEqual(['text'])
  })

  test('C10: cursors beyond 2^53 are exact', async () => {
    const disk = new PhoneDisk()
    const client = await joinedClient(new ScriptedApi(), { disk })
    const cache = createObservationCache(openCacheDatabase(client.context.environment), someUuid)
    await cache.adoptEpoch(someEpoch)
    const from = await cache.pullPoint(someWalkId)
    for (const seq of ['9007199254740993', '9007199254740992']) {
      const body = makeObservation({ text: seq })
      const row = { kind: 'observation', id: walkRow, seq, deleted: false, schema: 1, body }
      await cache.applyPage({
        space: someWalkId,
        page: { cursor: seq, more: false, rows: [row] },
        epoch: someEpoch,
        from,
      })
    }
    const { cursor, rows } = await cache.rows(someWalkId, 'observation')
    expect(cursor).toBe('9007199254740993')
    expect(rows.get(walkRow)?.seq).toBe('9007199254740993')
  })

  test('a walk is fetched once its rows have been read to the end, not before and not by a part of them', async () => {
    const api = new ScriptedApi()
    fill(api, 3)
    const client = await joinedClient(api)
    const isFetched = async () => (await client.walks.read()).isFetched
    expect(await isFetched()).toBe(false)
    const whole = api.onPull
    let asked = 0
    api.onPull = (...request) => {
      asked += 1
      return asked === 1 ? whole(...request) : noNetwork()
    }
    await expect(pullPages(client, 2)).rejects.toMatchObject({ name: 'NetworkError' })
    expect((await shown(client)).length).toBeGreaterThan(0)
    expect(await isFetched()).toBe(false)
    api.onPull = whole
    await pullPages(client, 2)
    expect(await isFetched()).toBe(true)
  })

  test('a walk of which there is nothing to see is fetched, too, and the screens hear of it', async () => {
    const api = new ScriptedApi()
    const empty = { cursor: '0', more: false, reset: false, rows: [] }
    api.onPull = () => json({ epoch: someEpoch, serverTime, spaces: { [someWalkId]: empty } })
    const client = await joinedClient(api)
    let notices = 0
    client.context.notices.subscribe(({ kind }) => {
      if (kind === 'base') notices += 1
    })
    await client.runner.runOnce()
    expect((await client.walks.read()).isFetched).toBe(true)
    expect(notices).toBe(1)
  })

  test('who was removed from a walk keeps an empty base without being told again and again', async () => {
    const api = new ScriptedApi()
    fill(api, 2)
    const client = await joinedClient(api)
    await client.runner.runOnce()
    const empty = { cursor: '0', more: false, reset: true, rows: [] }
    api.onPull = () => json({ epoch: someEpoch, serverTime, spaces: { [someWalkId]: empty } })
    await client.runner.runOnce()
    expect(await shown(client)).toEqual([])
    let notices = 0
    client.context.notices.subscribe(({ kind }) => {
      if (kind === 'base') notices += 1
    })
    await client.runner.runOnce()
    expect(notices).toBe(0)
  })
})

const walkRow = '0199a000-0000-7000-8000-00000000d001'
