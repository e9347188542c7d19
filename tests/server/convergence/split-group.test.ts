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

test('two leaders of a group that was split both say a line without a network; every phone has both, and after the end one is told that nobody read it', async () => {
  const town = await seedMunicipality(held.store)
  const walkId = town.walk.id
  const [front, back] = [await leaderOf(town, 'FORREST3'), await leaderOf(town, 'BAGEST44')]
  const walker = connectWithApi({ app: held.testApp.app }).client
  await joinAs(walker, town.codes.walker)
  await front.answers.say(walkId, 'Vi mødes ved bænken')
  await back.answers.say(walkId, 'Vi venter ved tunnelen')
  expect((await back.answers.read(walkId)).own).toMatchObject([{ delivery: 'on-phone' }])
  await back.runner.runOnce()
  await front.runner.runOnce()
  for (const client of [walker, back]) {
    await client.runner.runOnce()
    const { said = [] } = (await client.walks.read()).current?.walk ?? {}
    expect(said.map(({ text }) => text)).toEqual(['Vi venter ved tunnelen', 'Vi mødes ved bænken'])
    expect(JSON.stringify(said)).not.toContain('"by"')
  }
  await front.answers.closeWalk(walkId)
  await front.runner.runOnce()
  await back.answers.say(walkId, 'Er I der?')
  await back.runner.runOnce()
  expect((await back.answers.read(walkId)).own[0]).toMatchObject({
    ...{ kind: 'said', line: 'Er I der?', delivery: 'refused' },
    problem: { code: 'walk-closed' },
  })
})
