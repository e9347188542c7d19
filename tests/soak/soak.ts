import { addressOfRunning } from '../../server/embedded-postgres/embedded-postgres.ts'
import { openDatabase, type Store } from '../../server/store/database/database.ts'
import { saveWalkCode } from '../../server/store/walks/membership-store.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import { percentile } from '../bench/bench-row.ts'
import { freePort } from '../support/server/free-port.ts'
import {
  seedMunicipality,
  seedPhone,
  seedWalk,
  type TestPhone,
} from '../support/fixtures/people.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { slopePerMinute, watchLag, type LagWatch } from './soak-lag.ts'
import { newFigures } from './soak-network.ts'
import { changedOptions, readSoakOptions } from './soak-options.ts'
import { enginePhone, lightPhone, type SoakPhone } from './soak-phone.ts'
import { startRestarting, type RestartingServer } from './soak-server.ts'
import { findViolations, within } from './soak-verdict.ts'

/**
 * `npm run soak`: phones pin with photos over real HTTP while the server restarts again and again, and in the end everything that was
 * saved is there exactly once. An embedded store, or the empty database of DATABASE_URL. Exit code 1 with any violation.
 */
const options = readSoakOptions(process.env)
/** A walk takes 200 people; a bystander is one of them. */
const phonesPerWalk = 150
/** Photos take the server longest: a small machine that does everything at once takes in and cleans some twenty a second. */
const drainSeconds = Math.max(
  600,
  options.seconds,
  (options.phones * options.pins * options.photos) / 10,
)

// An ending of our own, so that the server is told: a signal would leave it behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const databaseUrl = process.env['DATABASE_URL']
const figures = newFigures()
const violations: string[] = []

interface Place {
  store: Store
  server: RestartingServer
  walks: { code: string; walkId: Uuid; bystander: TestPhone }[]
}

async function prepare(): Promise<Place> {
  const env = { PORT: await freePort(), DEMO: '0', HOST: '127.0.0.1' }
  const server = await startRestarting(
    { ...env, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) },
    options.restartEvery || 1e6,
  )
  const address = databaseUrl
    ? { connectionString: databaseUrl }
    : await addressOfRunning(server.dataDir)
  const store = openDatabase({ ...address, poolSize: 4 })
  const { id: municipalityId } = await seedMunicipality(store)
  const walks: Place['walks'] = []
  while (walks.length * phonesPerWalk < options.phones) {
    const { id: walkId } = await seedWalk(store, municipalityId, {})
    const code = `SOAK${String(walks.length)}`
    await saveWalkCode(store.db, { code, municipalityId, walkId, role: 'walker' })
    const bystander = await seedPhone(store, { municipalityId, walkId, role: 'walker', name: 'by' })
    walks.push({ code, walkId, bystander })
  }
  return { store, server, walks }
}

function makePhones({ server, walks }: Place, lag: LagWatch): SoakPhone[] {
  const random = seededRandom(options.seed)
  return Array.from({ length: options.phones }, (_, index) => {
    const times = Array.from({ length: options.pins }, () => random.next() * options.seconds)
    const make = index < options.engines ? enginePhone : lightPhone
    return make({
      ...{ origin: server.origin, index, seed: options.seed, faults: options.faults, figures },
      code: walks[index % walks.length]?.code ?? '',
      times: times.sort((a, b) => a - b),
      photosEach: options.photos,
      onAcknowledged: (id) => {
        acknowledged.add(id)
        lag.acknowledged(id)
      },
      violations,
    })
  })
}

const acknowledged = new Set<Uuid>()
const seconds = (since: number) => (performance.now() - since) / 1_000
const rounded = (value: number, digits = 0) => value.toFixed(digits)

const place = await prepare()
const lag = watchLag(
  place.server.origin,
  place.walks.map(({ bystander }) => bystander),
)
const phones = makePhones(place, lag)
console.log(
  `Soak: ${String(options.phones)} phones (${String(options.engines)} with the real client), ${String(options.pins)} pins each with ${String(options.photos)} photos, ${String(options.seconds)} s, ${databaseUrl ? 'DATABASE_URL' : 'embedded store'}`,
)
for (const sentence of changedOptions(options)) console.log(`  not as usual: ${sentence}`)

const begin = performance.now()
await Promise.all(phones.map((phone) => phone.walk()))
const pinnedSeconds = seconds(begin)
const acknowledgedWhilePinning = acknowledged.size
const isDelivered = await within(drainSeconds, () => phones.every((phone) => phone.waiting() === 0))
const deliveredSeconds = seconds(begin)
await place.server.calm()
if (!isDelivered) violations.push('not everything was delivered in time')

const unfinished = () =>
  place.store.db
    .selectFrom('photos')
    .select('id')
    .where('state', 'in', ['announced', 'receiving', 'received'])
    .limit(1)
    .execute()
if (!(await within(drainSeconds, async () => (await unfinished()).length === 0)))
  violations.push('not every photo was cleaned in time')
const cleanedSeconds = seconds(begin)

// The last changes reach phones by wake-up; what they show is judged once it is all there, or a minute is over.
const walkOf = (phone: SoakPhone) =>
  place.walks[phones.indexOf(phone) % place.walks.length]?.walkId ?? ''
let found: string[] = []
await within(60, async () => {
  found = await findViolations(place.store, phones, walkOf)
  return found.length === 0
})
violations.push(...found)

const lags = lag.lags()
const saved = phones.flatMap((phone) => phone.saved)
const [{ bytes = '0' } = {}] = await place.store.db
  .selectFrom('photos')
  .select((expression) => expression.fn.sum<string>('size').as('bytes'))
  .execute()
const again = figures.photoBytes - Number(bytes)
const lagMs = lags.map(({ ms }) => ms)
const answers = [...figures.answers].map(([status, count]) => `${status}: ${String(count)}`)
console.log(`
pins saved              ${String(saved.length)}, photos ${String(saved.flatMap(({ photoIds }) => photoIds).length)}
rate                    ${rounded(acknowledgedWhilePinning / pinnedSeconds, 1)} pins/s acknowledged while people pinned (${rounded(pinnedSeconds)} s); all delivered after ${rounded(deliveredSeconds)} s, all photos cleaned after ${rounded(cleanedSeconds)} s
push                    p50 ${rounded(percentile(figures.pushMs, 0.5))} ms, p99 ${rounded(percentile(figures.pushMs, 0.99))} ms (${String(figures.pushMs.length)} pushes)
photo bytes             ${rounded(figures.photoBytes / 1e6, 1)} MB sent, ${rounded(again / 1e6, 1)} MB of them again (${rounded((100 * again) / figures.photoBytes, 1)} %)
lag, other phone has it p50 ${rounded(percentile(lagMs, 0.5))} ms, p99 ${rounded(percentile(lagMs, 0.99))} ms, slope ${rounded(slopePerMinute(lags), 1)} ms a minute (${String(lags.length)} pins)
server restarts         ${String(place.server.restarts())}
answers                 ${answers.join(', ')}
violations              ${String(violations.length)}`)
for (const violation of violations.slice(0, 50)) console.log(`  ${violation}`)

lag.stop()
for (const phone of phones) phone.stop()
await place.store.close()
await place.server.remove()
process.exit(violations.length === 0 ? 0 : 1)
