import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountActor } from '../../server/domain/principal.ts'
import { clusterObservations } from '../../server/store/cluster-queries.ts'
import { visibleKinds, type DeskFilter } from '../../server/store/desk-filter.ts'
import { foldTallies } from '../../server/store/tally-store.ts'
import type { Cluster, ObservationQuery, Reply } from '../../shared/api-contract.ts'
import type { BoundingBox } from '../../shared/geo.ts'
import type { Observation } from '../../shared/observation.ts'
import { statuses } from '../../shared/observation-status.ts'
import { buildTestApp, type TestApp } from '../support/build-test-app.ts'
import { expectedList } from '../support/desk-oracle.ts'
import { anyChange, anyQuery, fillDesk, saveAll } from '../support/desk-world.ts'
import { openTestDatabase, type TestDatabase } from '../support/open-test-database.ts'
import { seedMunicipality, type OfficialName, type TestMunicipality } from '../support/people.ts'
import { principalOf } from '../support/sync-calls.ts'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let stored: Observation[]

/** Holds every pin, and at zoom 14 still no more squares than a large screen shows. */
const everywhere: BoundingBox = [9.83, 57, 10.03, 57.09]
const corner: BoundingBox = [9.93, 57.04, 9.935, 57.043]

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store })
  town = await seedMunicipality(store)
  const [changes = []] = fc.sample(fc.array(anyChange, { minLength: 300, maxLength: 300 }), {
    numRuns: 1,
    seed: 10,
  })
  const walkIds = [town.walk.id, town.otherWalk.id]
  stored = await fillDesk(store, { municipalityId: town.id, walkIds }, changes)
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

type Question = Omit<ObservationQuery, 'bbox' | 'sort' | 'limit' | 'cursor'> & {
  box?: BoundingBox
  zoom: number
}

async function ask(
  name: OfficialName,
  { box = everywhere, zoom, ...query }: Question,
): Promise<Reply<'clusterObservations'>> {
  const search = new URLSearchParams({ ...query, bbox: box.join(','), zoom: String(zoom) })
  const response = await test.app.inject({
    method: 'GET',
    url: `/api/observations/clusters?${search.toString()}`,
    headers: { cookie: town.officials[name].cookie },
  })
  if (response.statusCode !== 200) throw new Error(response.body)
  return response.json()
}

const actorOf = async (name: OfficialName) => {
  const principal = await principalOf(store, town.officials[name])
  if (principal.kind !== 'account') throw new Error('Not an account')
  return accountActor(principal)
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** The square of the grid, 64 pixels of the web map wide, worked out from degrees. */
function squareOf({ longitude, latitude }: Place, zoom: number): { x: number; y: number } {
  const size = 2 ** (zoom + 2)
  const radians = (latitude * Math.PI) / 180
  const north = Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI
  return {
    x: Math.floor(((longitude + 180) / 360) * size),
    y: Math.floor(((1 - north) / 2) * size),
  }
}

/** Pins of all squares that the box touches: a square at its border is whole. */
function inSquaresOf([west, south, east, north]: BoundingBox, zoom: number) {
  const first = squareOf({ longitude: west, latitude: north }, zoom)
  const last = squareOf({ longitude: east, latitude: south }, zoom)
  return ({ position }: Observation): boolean => {
    const { x, y } = squareOf(position, zoom)
    return x >= first.x && x <= last.x && y >= first.y && y <= last.y
  }
}

function expectedClusters(found: readonly Observation[], zoom: number) {
  const squares = Map.groupBy(found, ({ position }) => {
    const { x, y } = squareOf(position, zoom)
    return `${String(x)}/${String(y)}`
  })
  return [...squares.values()]
    .map((items): Cluster => {
      const [only] = items
      const middle = {
        longitude: meanOf(items.map(({ position }) => position.longitude)),
        latitude: meanOf(items.map(({ position }) => position.latitude)),
        count: items.length,
      }
      if (items.length > 1 || !only) return middle
      const { id, category, status, severity } = only
      return { ...middle, id, category, status, severity }
    })
    .toSorted(byPlace)
}

/** In whole ten-millionths of a degree, which is how exactly places are counted; halves go to the even one. */
function meanOf(degrees: readonly number[]): number {
  const whole = degrees.map((value) => {
    const up = Math.round(value * 1e7)
    return up - value * 1e7 === 0.5 && up % 2 !== 0 ? up - 1 : up
  })
  return sum(whole) / degrees.length / 1e7
}

interface Place {
  longitude: number
  latitude: number
}

/** Two lone pins on both sides of a line stand at one place when rounded. */
const byPlace = (a: Cluster, b: Cluster) =>
  a.longitude - b.longitude ||
  a.latitude - b.latitude ||
  a.count - b.count ||
  (a.id ?? '').localeCompare(b.id ?? '')

/** `grid`: the zoom whose squares are meant, when it is not the one asked for. */
async function expectRightClusters(
  name: OfficialName,
  question: Question & { grid?: number },
): Promise<void> {
  const { zoom, box = everywhere, grid = zoom, ...query } = question
  const visible = expectedList(stored, query, await actorOf(name))
  const found = visible.filter(inSquaresOf(box, grid))
  const { clusters, total } = await ask(name, { ...query, zoom, box })
  expect(clusters.toSorted(byPlace)).toEqual(expectedClusters(found, grid))
  expect(total).toBe(found.length)
}

async function tallies() {
  const { rows } = await store.pool.query<{ waiting: string; least: number }>(
    `select (select count(*) from desk_tally_changes) as waiting, (select min(pins) from desk_tallies) as least`,
  )
  return rows[0]
}

describe('groups of pins on the map', () => {
  it.each([3, 8, 11, 12, 13, 14, 15, 16, 18, 22])(
    'at zoom %i are the squares of the grid, each at the middle of its pins, lone pins named',
    async (zoom) => {
      if (zoom <= 14) await expectRightClusters('carla', { zoom })
      await expectRightClusters('carla', { zoom, box: corner })
    },
  )

  it('are those of a coarser zoom where the box has more squares than the largest screen', async () => {
    await expectRightClusters('carla', { zoom: 15, grid: 14 })
    await expectRightClusters('carla', { zoom: 18, grid: 14 })
    const municipality: BoundingBox = [9.4, 56.8, 10.6, 57.3]
    await expectRightClusters('carla', { zoom: 22, grid: 11, box: municipality })
  })

  it('follow every filter and every reader', async () => {
    const anyCase = fc.record({
      name: fc.constantFrom<OfficialName[]>('carla', 'kim', 'pia', 'eva', 'adam'),
      query: anyQuery([town.walk.id, town.otherWalk.id]),
      zoom: fc.integer({ min: 6, max: 13 }),
    })
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ name, query, zoom }) => {
        const { sort: _, limit: __, cursor: ___, bbox: ____, ...filter } = query
        await expectRightClusters(name, { ...filter, zoom })
      }),
      { numRuns: 80, seed: 12 },
    )
  })

  it('stay as they are while the map is moved', async () => {
    const here = await ask('carla', { zoom: 13, box: [9.85, 57.015, 9.98, 57.07] })
    const moved = await ask('carla', { zoom: 13, box: [9.86, 57.02, 9.99, 57.075] })
    const inBoth = ({ longitude, latitude }: { longitude: number; latitude: number }) =>
      longitude > 9.875 && longitude < 9.97 && latitude > 57.025 && latitude < 57.065
    const common = here.clusters.filter(inBoth)
    expect(common.length).toBeGreaterThan(3)
    expect(moved.clusters.filter(inBoth).toSorted(byPlace)).toEqual(common.toSorted(byPlace))
  })

  it('are bounded however large the box and however fine the zoom', async () => {
    const world: BoundingBox = [-180, -90, 180, 90]
    const { clusters, total } = await ask('carla', { zoom: 22, box: world })
    expect(clusters.length).toBeLessThanOrEqual(2_200)
    expect(total).toBe(expectedList(stored, {}, await actorOf('carla')).length)
  })

  it('are right before, between and after foldings, while pins come, change, move and go', async () => {
    const anyStep = fc.oneof(
      { weight: 1, arbitrary: fc.constant({ kind: 'fold' as const }) },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('change' as const),
          picks: fc.array(fc.nat({ max: 299 }), { minLength: 1, maxLength: 12 }),
          change: anyChange,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('comment' as const),
          picks: fc.array(fc.nat({ max: 299 }), { minLength: 1, maxLength: 12 }),
        }),
      },
    )
    const steps = fc.sample(anyStep, { numRuns: 60, seed: 3 })
    for (const step of steps) {
      if (step.kind === 'fold') await foldTallies(store)
      else {
        const picked = new Set(step.picks)
        const change = step.kind === 'change' ? step.change : {}
        stored = stored.map((item, index) =>
          picked.has(index) ? { ...item, ...change, updatedAt: '2026-11-01T00:00:00.000Z' } : item,
        )
        await saveAll(
          store,
          town.id,
          stored.filter((_, index) => picked.has(index)),
        )
      }
      await expectRightClusters('carla', { zoom: 12 })
    }
    await expectRightClusters('kim', { zoom: 12, status: statuses.slice(0, 5).join(',') })
    await foldTallies(store)
    // Nothing is left to add, and a sum that came to nothing is gone.
    expect(await tallies()).toEqual({ waiting: '0', least: 1 })
  })

  it('are right although changes are folded in another order than they were written', async () => {
    for (const longitude of [9.95, 9.91, 9.9101]) {
      const moved = stored.map((item) => ({ ...item, position: { ...item.position, longitude } }))
      await saveAll(store, town.id, moved)
      stored = moved
    }
    await store.pool.query('create table late as select * from desk_tally_changes')
    await store.pool.query('truncate desk_tally_changes')
    // Gone before it came, then no pin with a rest of degrees, then all others.
    for (const order of ['longitude = -99100000', 'longitude = 99101000', 'true']) {
      await store.pool.query(`with picked as (delete from late where ${order} returning *)
        insert into desk_tally_changes select * from picked`)
      await foldTallies(store)
    }
    await expectRightClusters('carla', { zoom: 12 })
    expect(await tallies()).toEqual({ waiting: '0', least: 1 })
  })

  it('lose nothing when two servers fold at once', async () => {
    await saveAll(
      store,
      town.id,
      stored.map((item) => ({ ...item, status: 'planned' as const })),
    )
    stored = stored.map((item) => ({ ...item, status: 'planned' }))
    await Promise.all(Array.from({ length: 4 }, () => foldTallies(store)))
    await foldTallies(store)
    await expectRightClusters('carla', { zoom: 12 })
    await expectRightClusters('carla', { zoom: 12, status: 'planned' })
  })
})

describe('groups in a crowd', () => {
  const filterOf = async (changes: Partial<DeskFilter> & { box?: BoundingBox }) => ({
    municipalityId: town.id,
    statuses: null,
    kinds: visibleKinds(await actorOf('carla'), null),
    parties: null,
    walkIds: null,
    words: null,
    box: everywhere,
    ...changes,
  })
  const few = { few: Number.POSITIVE_INFINITY, many: 15_000 }
  const crowd = { few: 0, many: 0 }

  it('hold the same words whether the texts in the box are read or the index of words', async () => {
    const filter = await filterOf({ words: [{ text: 'lamp', isWhole: false }] })
    const inBox = await clusterObservations(store.db, filter, { zoom: 14, counts: few })
    const byIndex = await clusterObservations(store.db, filter, { zoom: 14, counts: crowd })
    expect(inBox.total).toBeGreaterThan(0)
    expect(byIndex.clusters.toSorted(byPlace)).toEqual(inBox.clusters.toSorted(byPlace))
  })

  it('are as fine as the tallies when the pins of a status are too many to be read', async () => {
    await foldTallies(store)
    const box: BoundingBox = [9.91, 57.03, 9.95, 57.06]
    const filter = await filterOf({ statuses: statuses.slice(0, 9), box })
    const wide = await clusterObservations(store.db, filter, { zoom: 14, counts: crowd })
    const fine = await clusterObservations(store.db, filter, { zoom: 15, counts: crowd })
    expect(fine.clusters.toSorted(byPlace)).toEqual(wide.clusters.toSorted(byPlace))
    const single = await clusterObservations(store.db, filter, { zoom: 15, counts: few })
    expect(single.clusters.length).toBeGreaterThan(fine.clusters.length)
  })
})
