import { expect, test } from 'vitest'
import { connectPhone, joinAs } from '../../support/phones/connected-phone.ts'
import { makeCreate } from '../../support/fixtures/make-observation.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { seedMunicipality } from '../../support/fixtures/people.ts'
import { applyAs } from '../../support/requests/sync-calls.ts'

const held = storeWithApp()

test('B6: after the server died between commit and wake-up, other phones find the pin by polling', async () => {
  const town = await seedMunicipality(held.store)
  const phone = connectPhone({
    app: held.testApp.app,
    decide: ({ path }) => (path.startsWith('/api/events') ? 'lost-before' : 'none'),
  })
  await joinAs(phone, town.codes.walker)
  phone.sync.start()
  await phone.clock.advance(1_000)
  await expect.poll(() => phone.sync.state().connection).toBe('online')
  const texts = async () =>
    (await phone.pins.list(town.walk.id)).map(({ observation }) => observation.text)
  // Written straight into the store: it commits, and wakes nobody.
  await applyAs(held.store, town.phones.ole, {
    name: 'observation.create@1',
    args: makeCreate({ text: 'uden besked' }),
    space: town.walk.id,
  })
  expect(await texts()).toEqual([])
  // Another minute when the look before is still waiting for the database: the next one is planned when it has ended.
  const textsAfterAMinute = async () => {
    await phone.clock.advance(60_000)
    return texts()
  }
  await expect.poll(textsAfterAMinute).toEqual(['uden besked'])
  phone.sync.stop()
})
