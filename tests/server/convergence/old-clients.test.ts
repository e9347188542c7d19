import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { OutboxEntry } from '../../../client/local/outbox/outbox-entry.ts'
import { migrate } from '../../../server/store/database/migrate.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { connectPhone } from '../../support/phones/connected-phone.ts'
import { someWalkId } from '../../support/fixtures/make-observation.ts'
import {
  fillOldStore,
  oldCookie,
  oldCookieName,
  openOldStore,
  type OldStore,
} from '../../support/databases/old-store.ts'
import { restoreFixture, type DatabaseFixture } from '../../support/phones/outbox-fixture.ts'
import { PhoneDisk } from '../../support/phones/phone-disk.ts'

const read = <T>(path: string) =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as T

/** The queue of an app of the first release, as it lay on a phone. */
const fixture = read<DatabaseFixture>('../../unit/client/fixtures/outbox-v1.json')
/** What apps of the first release send, byte for byte. */
const bodies = read<{ as: 'phone' | 'desk'; body: { mutations: unknown[] } }[]>(
  '../fixtures/push-v1.json',
)

const entries = (fixture.records['mutation'] ?? []).map(({ value }) => value as OutboxEntry)
const facts = new Map((fixture.records['identity'] ?? []).map(({ key, value }) => [key, value]))
const clientId = JSON.parse(String(facts.get('client'))) as string
const accountId = '0199a000-0000-7000-8000-00000000b001'
const newest = readdirSync(new URL('../../../server/migrations', import.meta.url)).length

let old: OldStore
let test: TestApp | undefined

afterEach(async () => {
  await test?.close()
  await old.drop()
})

/** A server of so many migrations, with rows, and then today's on the same database. */
async function upgradedFrom(migrationCount: number): Promise<TestApp> {
  old = await openOldStore(migrationCount)
  const acked = entries.find(({ state }) => state === 'acked')
  if (!acked) throw new Error('the fixture has nothing acknowledged')
  await fillOldStore(old.store, {
    epoch: acked.epoch ?? '',
    clientId,
    accountId,
    applied: {
      mutationId: acked.id,
      observationId: acked.entity,
      hash: acked.hash ?? '',
      text: 'modtaget',
    },
  })
  expect(await migrate(old.store)).toHaveLength(newest - migrationCount)
  test = await buildTestApp({ store: old.store })
  return test
}

const phoneCookie = () => `${oldCookieName('device')}=${oldCookie('device')}`
const deskCookie = () => `${oldCookieName('account')}=${oldCookie('account')}`

describe('I1: after a server upgrade', () => {
  it.each([
    ['by one version', newest - 1],
    ['by all versions since the first', 4],
  ])('%s, an old client’s queue is delivered, each item once', async (_what, migrationCount) => {
    const { app } = await upgradedFrom(migrationCount)
    const disk = new PhoneDisk()
    await restoreFixture(disk.indexedDB, fixture)
    disk.cookies.set(oldCookieName('device'), oldCookie('device'))
    const client = connectPhone({ app, disk })
    for (let cycle = 0; cycle < 3; cycle += 1) await client.runner.runOnce()
    await app.jobs.settled()
    // A photo that was just asked about is looked at again after ten minutes.
    await client.clock.advance(11 * 60_000)
    await client.runner.runOnce()
    const pins = await client.pins.list(someWalkId)
    const isOpen = pins.filter(({ observation }) => !observation.isWithdrawn)
    expect(isOpen.map((pin) => `${pin.observation.text}: ${pin.delivery}`).toSorted()).toEqual([
      'afvist: refused',
      'i kø: received',
      'modtaget: received',
      'parkeret: parked',
      'rettet efter første forsøg: received',
    ])
    // What was withdrawn before the upgrade can still be taken back by its author.
    const withdrawn = pins.filter(({ observation }) => observation.isWithdrawn)
    expect(withdrawn.map(({ observation }) => observation)).toMatchObject([
      { text: 'trukket', withdrawnByAuthor: true },
    ])
    // The bytes of the fixture are no pictures: they arrive, and their author is told.
    const states = pins.flatMap(({ photos }) => photos.map(({ state }) => state))
    expect(states.filter((state) => state === 'rejected')).toHaveLength(2)
    const ledger = await old.store.db.selectFrom('applied_mutations').selectAll().execute()
    expect(ledger.map(({ client_seq, status }) => `${client_seq} ${status}`).toSorted()).toEqual(
      ['1', '10', '4', '5', '6', '7', '8', '9'].map((seq) => `${seq} applied`),
    )
    const photos = await old.store.db
      .selectFrom('photos')
      .select(['size', 'received_bytes'])
      .execute()
    expect(photos).toHaveLength(2)
    for (const photo of photos) expect(photo.received_bytes).toBe(photo.size)
    // What the old server had counted is known to the new one, so nothing is missed that arrived long ago (K5).
    const phone = await old.store.db.selectFrom('clients').selectAll().executeTakeFirstOrThrow()
    expect(phone.received_seqs).toBe('{[1,2),[4,11)}')
  })

  it.each([
    ['by one version', newest - 1],
    ['by all versions since the first', 4],
  ])('%s, requests of the first version are answered as they were meant', async (_what, count) => {
    const { app } = await upgradedFrom(count)
    for (const { as, body } of bodies) {
      const isDesk = as === 'desk'
      const answer = await app.inject({
        method: 'POST',
        url: '/api/sync/push',
        headers: {
          ...sameOrigin,
          'content-type': 'application/json',
          cookie: isDesk ? deskCookie() : phoneCookie(),
          ...(isDesk ? { 'x-lygte-desk': '1' } : {}),
        },
        payload: JSON.stringify(body),
      })
      const { results } = answer.json<{ results: { status: string; code?: string }[] }>()
      expect(results.map(({ status, code }) => code ?? status)).toEqual(
        body.mutations.map(() => 'applied'),
      )
    }
    const row = await old.store.db
      .selectFrom('observations')
      .select('body')
      .where('category', '=', 'vej.hul')
      .executeTakeFirstOrThrow()
    expect(row.body).toMatchObject({
      text: 'Stort hul, 3 m',
      status: 'accepted',
      partyIds: ['road'],
    })
    expect(row.body.comments).toHaveLength(2)
    expect(row.body.photos).toHaveLength(2)
  })
})
