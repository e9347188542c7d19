import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clusterObservations } from '../../../server/store/desk/cluster-queries.ts'
import { visibleKinds, type DeskFilter } from '../../../server/store/desk/desk-filter.ts'
import { foldTallies } from '../../../server/store/desk/tally-store.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import { statuses } from '../../../shared/observation/observation-status.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import {
  askClusters,
  checkClusters,
  closeClusterDesk,
  clusterActor,
  everywhere,
  openClusterDesk,
  type ClusterDesk,
  type ClusterQuestion,
} from '../../support/oracles/cluster-desk.ts'
import { byPlace } from '../../support/oracles/cluster-oracle.ts'
import { anyChange, saveAll } from '../../support/oracles/desk-world.ts'
import type { TestDatabase } from '../../support/databases/open-test-database.ts'
import type { OfficialName, TestMunicipality } from '../../support/fixtures/people.ts'

let desk: ClusterDesk
let store: TestDatabase
let town: TestMunicipality
/** Each test goes on with what the one before it has left. */
let stored: Observation[]

beforeAll(async () => {
  desk = await openClusterDesk()
  ;({ store, town, stored } = desk)
})
afterAll(() => closeClusterDesk(desk))

const actorOf = (name: OfficialName) => clusterActor(desk, name)
const expectRightClusters = (name: OfficialName, question: ClusterQuestion) =>
  checkClusters({ ...desk, stored }, name, question)

async function tallies() {
  const { rows } = await store.pool.query<{ waiting: string; least: number }>(
    `select (select count(*) from desk_tally_changes) as waiting, (select min(pins) from desk_tallies) as least`,
  )
  return rows[0]
}

describe('clusters counted in tallies', () => {
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

  it('are right when changes are folded in another order than they were written', async () => {
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

describe('clusters of many pins', () => {
  const filterOf = async (changes: Partial<DeskFilter> & { box?: BoundingBox }) => ({
    municipalityId: town.id,
    statuses: null,
    kinds: visibleKinds(await actorOf('carla'), null),
    parties: null,
    others: {},
    words: null,
    owners: null,
    isOwnerless: false,
    nowMs: 0,
    box: everywhere,
    ...changes,
  })
  const few = { few: Number.POSITIVE_INFINITY, many: 15_000 }
  const crowd = { few: 0, many: 0 }

  it('contain the same words whether the texts in the box are read or the index of words', async () => {
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

describe('clusters of pins at one place', () => {
  it('stay one group at the last zoom only where they are more than fifty', async () => {
    const box: BoundingBox = [9.9099, 57.0399, 9.9101, 57.0401]
    const place = { longitude: 9.91, latitude: 57.04, source: 'map' as const }
    for (const many of [300, 40]) {
      stored = stored.map((item, index) => ({
        ...item,
        position: index < many ? place : { ...place, longitude: 9.92 },
      }))
      await saveAll(store, town.id, stored)
      const { clusters, total } = await askClusters(desk, 'carla', { zoom: 19, box })
      expect(total).toBeGreaterThan(many / 2)
      expect(clusters).toHaveLength(many > 50 ? 1 : total)
      await expectRightClusters('kim', { zoom: 19, box })
    }
  })
})
