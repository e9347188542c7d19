import { beforeEach, describe, expect, test } from 'vitest'
import { connectPhone, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import { makePreparedPhoto } from '../../support/phones/make-draft.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { applyAs } from '../../support/requests/sync-calls.ts'

const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  town = await seedMunicipality(held.store)
})

async function connect() {
  const client = connectPhone({ app: held.testApp.app })
  await joinAs(client, town.codes.walker)
  return client
}

const stored = () =>
  held.store.db
    .selectFrom('observations')
    .select(['id', 'body'])
    .where('walk_id', '=', town.walk.id)
    .execute()

interface HistoryLine {
  kind: string
  data: { afterWithdrawal?: boolean }
}

async function askAsCarla<T>(url: string): Promise<T> {
  const { cookie } = town.officials.carla
  return (await held.testApp.app.inject({ method: 'GET', url, headers: { cookie } })).json<T>()
}

describe('what somebody has written', () => {
  test('D6: photo and comment that waited while their observation was deleted are kept with it and flagged to officials', async () => {
    const client = await connect()
    const id = await pinOn(client, town.walk.id, { text: 'slettes' })
    await client.runner.runOnce()
    await client.capture.comment(id, 'var på vej')
    expect((await client.capture.addPhotoTo(id, makePreparedPhoto(400))).ok).toBe(true)
    await applyAs(held.store, town.officials.carla, {
      name: 'observation.withdraw@1',
      args: { observationId: id, reason: 'dobbelt' },
      space: town.walk.id,
    })
    await client.runner.runOnce()
    await client.runner.runOnce()
    const [kept] = await stored()
    expect(kept?.body).toMatchObject({
      isWithdrawn: true,
      comments: [{ text: 'var på vej' }],
      photos: [{ size: 400 }],
    })
    const { size, received_bytes: received } = await held.store.db
      .selectFrom('photos')
      .select(['size', 'received_bytes'])
      .where('observation_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(received).toBe(size)
    const { events } = await askAsCarla<{ events: HistoryLine[] }>(
      `/api/observations/${id}/history`,
    )
    // What the server makes of the picture, which is none, may or may not be there yet.
    const flagged = events.filter(({ data }) => data.afterWithdrawal)
    expect(flagged.map(({ kind }) => kind)).toEqual(['commented', 'photo-announced'])
    expect(client.runner.state).toMatchObject({ waiting: 0 })
  })

  test('E4: what was refused, mended and sent again is there once, for everybody', async () => {
    const client = await connect()
    const other = await connect()
    // The town has become smaller since the phone joined: only the server can refuse what lies outside.
    const bounds = { west: 9.93, south: 57, east: 10, north: 57.1 }
    await held.store.db
      .updateTable('municipalities')
      .set(bounds)
      .where('id', '=', town.id)
      .execute()
    const id = await pinOn(client, town.walk.id, { text: 'ved grænsen' })
    await client.capture.comment(id, 'bagefter')
    await client.runner.runOnce()
    expect((await client.pins.get(id))?.problem?.code).toBe('outside-area')
    expect(await stored()).toEqual([])

    const draft = await client.capture.draftOf(id)
    if (!draft) throw new Error('nothing to mend')
    const position = { longitude: 9.95, latitude: 57.05, source: 'map' as const }
    expect((await client.capture.fixAndResend(id, { ...draft, position })).ok).toBe(true)
    await client.runner.runOnce()
    await client.runner.runOnce()
    await other.runner.runOnce()
    const rows = await stored()
    expect(rows.map(({ body }) => [body.text, body.comments.map(({ text }) => text)])).toEqual([
      ['ved grænsen', ['bagefter']],
    ])
    for (const phone of [client, other]) {
      const shown = await phone.pins.list(town.walk.id)
      expect(shown.map(({ observation }) => observation.text)).toEqual(['ved grænsen'])
    }
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })
})
