import { beforeEach, describe, expect, it } from 'vitest'
import { groupOwn } from '../../../client/features/sync-status/own-groups.ts'
import type { TestClient } from '../../support/phones/build-client.ts'
import { connectPhone, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  town = await seedMunicipality(held.store)
})

/** Moves the municipality away from under phones that have joined, or back: what they pin is then outside of it. */
const moveBounds = (isAway: boolean) =>
  held.store.db
    .updateTable('municipalities')
    .set(isAway ? { west: 8, east: 8.5 } : { west: 9.4, east: 10.6 })
    .where('id', '=', town.id)
    .execute()

/** What the person reads: of own pins, how many have arrived, wait, and need them. */
async function shown(client: TestClient) {
  const groups = groupOwn(await client.pins.list(town.walk.id))
  const counts = Object.fromEntries(groups.map(({ name, pins }) => [name, pins.length]))
  const { waiting, needsAttention } = client.runner.state
  return { ...counts, onPill: { waiting, needsAttention } }
}

async function onServer() {
  const ledger = await held.store.db
    .selectFrom('applied_mutations')
    .select(['status'])
    .where('municipality_id', '=', town.id)
    .execute()
  const count = (status: string) => ledger.filter((row) => row.status === status).length
  const rows = await held.store.db
    .selectFrom('observations')
    .select('id')
    .where('municipality_id', '=', town.id)
    .execute()
  return { observations: rows.length, applied: count('applied'), refused: count('refused') }
}

describe('E5: when the server has refused an item for good', () => {
  it('phone and server agree on what arrived and what did not, and count nothing twice', async () => {
    const client = connectPhone({ app: held.testApp.app })
    await joinAs(client, town.codes.walker)
    await pinOn(client, town.walk.id, { text: 'når frem' })
    await client.runner.runOnce()
    await moveBounds(true)
    const refused = await pinOn(client, town.walk.id, { text: 'afvises' })
    await client.capture.comment(refused, 'venter bag den')
    await client.runner.runOnce()
    // Refused with its comment, which waits for it under another id (E3).
    expect(await onServer()).toEqual({ observations: 1, applied: 1, refused: 2 })
    const claims = { attention: 1, waiting: 0, done: 1, withdrawn: 0 }
    expect(await shown(client)).toEqual({ ...claims, onPill: { waiting: 0, needsAttention: 1 } })
    // Asking again changes neither side's claim.
    await client.runner.runOnce()
    expect(await onServer()).toEqual({ observations: 1, applied: 1, refused: 2 })
    expect(await shown(client)).toEqual({ ...claims, onPill: { waiting: 0, needsAttention: 1 } })

    await moveBounds(false)
    await client.capture.retry(refused)
    await client.runner.runOnce()
    expect(await onServer()).toEqual({ observations: 2, applied: 3, refused: 2 })
    const all = { attention: 0, waiting: 0, done: 2, withdrawn: 0 }
    expect(await shown(client)).toEqual({ ...all, onPill: { waiting: 0, needsAttention: 0 } })
  })

  it('and its person has discarded it, it is counted nowhere and not missed', async () => {
    const client = connectPhone({ app: held.testApp.app })
    await joinAs(client, town.codes.walker)
    await moveBounds(true)
    const refused = await pinOn(client, town.walk.id, { text: 'afvises' })
    await client.runner.runOnce()
    await client.capture.discard(refused)
    await client.runner.runOnce()
    const none = { attention: 0, waiting: 0, done: 0, withdrawn: 0 }
    expect(await shown(client)).toEqual({ ...none, onPill: { waiting: 0, needsAttention: 0 } })
    expect(await onServer()).toEqual({ observations: 0, applied: 0, refused: 1 })
    const { cookie } = town.officials.carla
    const owed = await held.testApp.app.inject({ url: '/api/phones', headers: { cookie } })
    expect(owed.json()).toEqual({ phones: [] })
  })
})
