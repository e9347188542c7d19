import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { takeStep } from '../../support/convergence/actions.ts'
import { checkConvergence, checkPhotosStored } from '../../support/convergence/at-rest.ts'
import { checkConservation } from '../../support/convergence/checks.ts'
import { addToTally, emptyTally } from '../../support/convergence/tally.ts'
import { buildStage, buildWorld, type Stage, type World } from '../../support/convergence/world.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality } from '../../support/fixtures/people.ts'

const firstSeed = Number(process.env['SEED'] ?? 1)
const runs = Number(process.env['RUNS'] ?? 150)
const stepsOfSchedule = 30
/** Schedules are independent walks on one server; side by side they keep both it and us busy. */
const sideBySide = 4

let store: TestDatabase
let testApp: TestApp
let stage: Stage
const tally = emptyTally()

beforeAll(async () => {
  store = await openTestDatabase()
  testApp = await buildTestApp({ store })
  stage = await buildStage({ store, app: testApp.app, town: await seedMunicipality(store) })
})

afterAll(async () => {
  await testApp.close()
  await store.drop()
})

test(
  `D1: ${runs} random schedules of phones, faults and crashes lose nothing and converge`,
  async () => {
    const seeds = Array.from({ length: runs }, (_unused, index) => firstSeed + index)
    const worker = async () => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
        await runSchedule(seed)
    }
    await Promise.all(Array.from({ length: sideBySide }, () => worker()))
    console.log(`convergence: ${runs} schedules from seed ${firstSeed}`, tally)
    // Enough of everything to mean something; a single seed replayed may lack one or the other.
    const least = Math.min(...Object.values<number>({ ...tally }))
    if (runs >= 50) expect(least).toBeGreaterThan(runs / 4)
  },
  60_000 + runs * 2_000,
)

async function runSchedule(seed: number): Promise<void> {
  const world = await buildWorld(stage, seed)
  try {
    for (let step = 0; step < stepsOfSchedule; step += 1) {
      await takeStep(world)
      await checkConservation(world)
    }
    await comeToRest(world)
    await checkConservation(world)
    await checkConvergence(world)
    await checkPhotosStored(world)
    await addToTally(tally, world)
  } catch (error) {
    const steps = world.log.map((line, index) => `${index + 1}. ${line}`).join('\n')
    throw new Error(`SEED=${seed} RUNS=1 fails again:\n${steps}`, { cause: error })
  }
}

/** The network is well again and everybody keeps their page open for a while. */
async function comeToRest({ phones, stage: { app } }: World): Promise<void> {
  for (const phone of phones) {
    phone.isOnline = true
    phone.faultShare = 0
    phone.client.life.spare()
    await phone.api.deliverLate()
  }
  for (let round = 0; round < 3; round += 1) {
    for (const phone of phones) {
      let result = await phone.act((client) => client.runner.runOnce())
      for (let more = 0; more < 20 && result !== 'died' && result.kind !== 'done'; more += 1) {
        result = await phone.act((client) => client.runner.runOnce())
      }
      expect(result, `${phone.name} comes to rest`).toEqual({ kind: 'done' })
      await app.jobs.settled()
      // Photos are asked about again only after a while.
      await phone.clock.advance(11 * 60_000)
    }
  }
}
