import { expect, test } from 'vitest'
import { readWalk } from '../../../server/store/walks/walk-store.ts'
import { connectWithApi, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import { saveWalkCode } from '../../../server/store/walks/membership-store.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()

/** A leader's phone that joined by a code of its own half of the group. */
async function leaderOf(town: TestMunicipality, code: string) {
  const key = { municipalityId: town.id, walkId: town.walk.id }
  await saveWalkCode(held.store.db, { ...key, code, role: 'leader' })
  const { client } = connectWithApi({ app: held.testApp.app })
  await joinAs(client, code)
  return client
}

test('two leaders of a group that was split both start, note the weather and end the walk without a network, and nothing is lost or refused', async () => {
  const town = await seedMunicipality(held.store)
  const walkId = town.walk.id
  const [front, back] = [await leaderOf(town, 'FORREST1'), await leaderOf(town, 'BAGEST22')]
  const walker = connectWithApi({ app: held.testApp.app }).client
  await joinAs(walker, town.codes.walker)

  for (const leader of [front, back]) await leader.answers.startWalk(walkId)
  await back.answers.setWeather(walkId, 'rain')
  const found = [
    await pinOn(front, walkId, { text: 'foran' }),
    await pinOn(back, walkId, { text: 'bag' }),
  ]
  await front.runner.runOnce()
  const begun = await readWalk(held.store.db, { municipalityId: town.id, walkId })
  expect(begun?.startedAt).toBeDefined()
  await back.runner.runOnce()
  const again = await readWalk(held.store.db, { municipalityId: town.id, walkId })
  expect(again).toMatchObject({ startedAt: begun?.startedAt, weather: 'rain', phase: 'open' })

  await front.answers.closeWalk(walkId)
  await front.runner.runOnce()
  const late = await pinOn(back, walkId, { text: 'efter de andre' })
  await back.answers.closeWalk(walkId)
  await back.runner.runOnce()
  for (const leader of [front, back]) {
    expect(leader.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  }
  await walker.runner.runOnce()
  const ids = (await walker.pins.list(walkId)).map(({ id }) => id)
  expect(ids.sort()).toEqual([...found, late].sort())
})
