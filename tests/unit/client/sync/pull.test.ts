import { describe, expect, test } from 'vitest'
import { openCacheDatabase } from '../../../../client/local/database/cache-database.ts'
import { createObservationCache } from '../../../../client/local/database/observation-cache.ts'
import {
  actors,
  makeObservation,
  someUuid,
  someWalkId,
} from '../../../support/fixtures/make-observation.ts'
import { buildClient } from '../../../support/phones/build-client.ts'
import { savePin } from '../../../support/phones/make-draft.ts'
import { PageDiedError, PhoneDisk } from '../../../support/phones/phone-disk.ts'
import { base, fill, pullPages, reader, shown } from '../../../support/phones/pull-pages.ts'
import { joinedClient, ScriptedApi, someEpoch } from '../../../support/phones/scripted-api.ts'

describe('a pull', () => {
  test('C5: ends in the same base with pages of 1, 2 and 500 rows', async () => {
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

  test('C4: has rows that change between two pages in their last form', async () => {
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

  test('C7, C8: deletes what was deleted or hidden, and brings back what may be seen again', async () => {
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

  test('C9: below the floor builds a new base beside the old one, and leaves the outbox untouched', async () => {
    const api = new ScriptedApi()
    const [gone] = fill(api, 3)
    const client = await joinedClient(api)
    await client.runner.runOnce()
    const own = await savePin(client)
    api.onPush = () => {
      throw new TypeError('Failed to fetch')
    }
    // A tombstone of something that is not kept any more.
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

  test('D7: changes nothing by the same page twice, or by an old page after a newer one', async () => {
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

  test('leaves no gap when another tab started a new base after the page was requested', async () => {
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
  )('D8: that dies $when commit $commit of a page continues correctly', async (plan) => {
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

  test('C10: keeps cursors beyond 2^53 exact', async () => {
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
})

const walkRow = '0199a000-0000-7000-8000-00000000d001'
