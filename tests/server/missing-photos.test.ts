import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MissingPhoto } from '../../shared/api-contract.ts'
import type { TestClient } from '../support/build-client.ts'
import { buildTestApp, type TestApp } from '../support/build-test-app.ts'
import { connectPhone, joinAs } from '../support/connected-phone.ts'
import { buildStage, makePhoto } from '../support/convergence-world.ts'
import { openTestDatabase, type TestDatabase } from '../support/open-test-database.ts'
import { seedMunicipality, type TestMunicipality, type TestOfficial } from '../support/people.ts'
import { PhoneDisk } from '../support/phone-disk.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { buildClient } from '../support/build-client.ts'
import { inProcessApi, type NetworkFault } from '../support/in-process-api.ts'

const hour = 3_600_000

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let picture: Buffer
let now = Date.now()

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store, now: () => now })
  town = await seedMunicipality(store)
  picture = (await buildStage({ store, app: test.app, town })).picture
})
beforeEach(async () => {
  town = await seedMunicipality(store)
  now = Date.now()
})
afterAll(async () => {
  await test.close()
  await store.drop()
})
