import { expect, test } from 'vitest'
import type { TestClient } from '../../support/phones/build-client.ts'
import { connectPhone, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import { networkFaults, type NetworkFault } from '../../support/phones/in-process-api.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { PhoneDisk } from '../../support/phones/phone-disk.ts'
import { seededRandom } from '../../support/seeded-random.ts'

const held = storeWithApp()

const words = (tab: TestClient, town: TestMunicipality) => async () =>
  (await tab.pins.list(town.walk.id))
    .map(({ observation, delivery }) => `${observation.text} ${delivery}`)
    .toSorted()

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'J5: without locks and channels two tabs that send at once in a bad network deliver each item once, and both know (%i)',
  async (seed) => {
    const town = await seedMunicipality(held.store)
    const random = seededRandom(seed)
    const disk = new PhoneDisk()
    let isBad = false
    const decide = (): NetworkFault =>
      isBad && random.next() < 0.4 ? random.pick([...networkFaults]) : 'none'
    const tabs = [1, 2].map(() => connectPhone({ app: held.testApp.app, disk, decide }))
    const [first] = tabs
    if (!first) throw new Error('no tab')
    await joinAs(first, town.codes.walker)
    isBad = true
    for (let round = 0; round < 4; round += 1) {
      for (const [index, tab] of tabs.entries()) {
        await pinOn(tab, town.walk.id, { text: `fane ${String(index)} nr. ${String(round)}` })
      }
      await Promise.all(tabs.map((tab) => tab.runner.runOnce()))
    }
    isBad = false
    for (let round = 0; round < 3; round += 1) {
      for (const tab of tabs) await tab.runner.runOnce()
    }
    const expected = tabs.flatMap((_tab, index) =>
      [0, 1, 2, 3].map((round) => `fane ${String(index)} nr. ${String(round)} received`),
    )
    for (const tab of tabs) {
      // As on the next look: no channel has told it of the other tab.
      tab.pins.refresh()
      expect(await words(tab, town)()).toEqual(expected)
    }
    const events = await held.store.db
      .selectFrom('events')
      .select('subject_id')
      .where('space_id', '=', town.walk.id)
      .execute()
    expect(events).toHaveLength(8)
  },
)
