import { beforeEach, describe, expect, test } from 'vitest'
import { connectPhone, copyDisk, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import type { TestClient } from '../../support/phones/build-client.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { PhoneDisk } from '../../support/phones/phone-disk.ts'

const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  town = await seedMunicipality(held.store)
})

const phone = (disk = new PhoneDisk()) => connectPhone({ app: held.testApp.app, disk })

const ownClientId = async (client: TestClient) => (await client.walks.read()).current?.clientId

/** What the store has: one line for each observation of the walk, with how many events it has. */
async function stored(): Promise<string[]> {
  const rows = await held.store.db
    .selectFrom('observations')
    .select([
      'body',
      (row) =>
        row
          .selectFrom('events')
          .whereRef('events.subject_id', '=', 'observations.id')
          .select(({ fn }) => fn.countAll<string>().as('count'))
          .as('events'),
    ])
    .where('walk_id', '=', town.walk.id)
    .execute()
  return rows.map(({ body, events }) => `${body.text} ${String(events)}`).toSorted()
}

describe('a phone that has lost part of its identity', () => {
  test('H2: without its cookie it joins as itself, and what only its author may see stays on it', async () => {
    const disk = new PhoneDisk()
    const client = phone(disk)
    await joinAs(client, town.codes.walker)
    const before = await ownClientId(client)
    const secret = { text: 'kun for mig', category: 'adf.rusmidler' }
    const id = await pinOn(client, town.walk.id, secret)
    await client.runner.runOnce()
    disk.cookies.clear()
    await pinOn(client, town.walk.id, { text: 'efter tabet' })
    expect((await client.runner.runOnce()).kind).toBe('paused')
    await joinAs(client, town.codes.walker)
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect(await ownClientId(client)).toBe(before)
    expect((await client.pins.get(id))?.observation.text).toBe('kun for mig')
    expect(await stored()).toEqual(['efter tabet 1', 'kun for mig 1'])
  })

  test.each([
    ['its cookies with it', true],
    ['its cookies left behind', false],
  ])(
    'B10: after a backup of it was restored onto a second one, %s, what both make is delivered exactly once',
    async (_what, withCookies) => {
      const first = phone()
      await joinAs(first, town.codes.walker)
      await pinOn(first, town.walk.id, { text: 'før kopien' })
      const second = phone(await copyDisk(first.disk, withCookies))
      if (!withCookies) await joinAs(second, town.codes.walker)
      await pinOn(first, town.walk.id, { text: 'på den første' })
      await pinOn(second, town.walk.id, { text: 'på den anden' })
      await Promise.all([first.runner.runOnce(), second.runner.runOnce()])
      await pinOn(second, town.walk.id, { text: 'senere på den anden' })
      await pinOn(first, town.walk.id, { text: 'senere på den første' })
      for (const client of [second, first, second]) await client.runner.runOnce()
      expect(await stored()).toEqual(
        [
          'før kopien',
          'på den anden',
          'på den første',
          'senere på den anden',
          'senere på den første',
        ].map((text) => `${text} 1`),
      )
      for (const client of [first, second]) {
        const pins = await client.pins.list(town.walk.id)
        expect(pins.map(({ delivery }) => delivery)).toEqual(pins.map(() => 'received'))
        expect(pins).toHaveLength(5)
      }
    },
  )
})
