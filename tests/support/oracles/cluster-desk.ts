import fc from 'fast-check'
import { expect } from 'vitest'
import { accountActor } from '../../../server/identity/principal.ts'
import type { ObservationQuery, Reply } from '../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { AccountActor } from '../../../shared/access/roles.ts'
import { buildTestApp, type TestApp } from '../server/build-test-app.ts'
import { byPlace, expectedClusters, inSquaresOf } from './cluster-oracle.ts'
import { expectedList } from './desk-oracle.ts'
import { anyChange, fillDesk } from './desk-world.ts'
import { openTestDatabase, type TestDatabase } from '../databases/open-test-database.ts'
import { seedMunicipality, type OfficialName, type TestMunicipality } from '../fixtures/people.ts'
import { principalOf } from '../requests/sync-calls.ts'

/** Holds every pin, and at zoom 14 still no more squares than a large screen shows. */
export const everywhere: BoundingBox = [9.83, 57, 10.03, 57.09]

export interface ClusterDesk {
  store: TestDatabase
  test: TestApp
  town: TestMunicipality
  /** What the store holds, for the oracle. */
  stored: Observation[]
}

/** A desk with 300 pins, the same in every file. */
export async function openClusterDesk(): Promise<ClusterDesk> {
  const store = await openTestDatabase()
  const test = await buildTestApp({ store })
  const town = await seedMunicipality(store)
  const [changes = []] = fc.sample(fc.array(anyChange, { minLength: 300, maxLength: 300 }), {
    numRuns: 1,
    seed: 10,
  })
  const walkIds = [town.walk.id, town.otherWalk.id]
  const stored = await fillDesk(store, { municipalityId: town.id, walkIds }, changes)
  return { store, test, town, stored }
}

export async function closeClusterDesk({ test, store }: ClusterDesk): Promise<void> {
  await test.close()
  await store.drop()
}

export type ClusterQuestion = Omit<ObservationQuery, 'bbox' | 'sort' | 'limit' | 'cursor'> & {
  box?: BoundingBox
  zoom: number
}

export async function askClusters(
  { test, town }: ClusterDesk,
  name: OfficialName,
  { box = everywhere, zoom, ...query }: ClusterQuestion,
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

export async function clusterActor(
  { store, town }: ClusterDesk,
  name: OfficialName,
): Promise<AccountActor> {
  const principal = await principalOf(store, town.officials[name])
  if (principal.kind !== 'account') throw new Error('Not an account')
  return accountActor(principal)
}

/** `grid`: the zoom whose squares are meant, when it is not the one asked for. */
export async function checkClusters(
  desk: ClusterDesk,
  name: OfficialName,
  question: ClusterQuestion & { grid?: number },
): Promise<void> {
  const { zoom, box = everywhere, grid = zoom, ...query } = question
  const visible = expectedList(desk.stored, query, await clusterActor(desk, name))
  const found = visible.filter(inSquaresOf(box, grid))
  const { clusters, total } = await askClusters(desk, name, { ...query, zoom, box })
  expect(clusters.toSorted(byPlace)).toEqual(expectedClusters(found, grid))
  expect(total).toBe(found.length)
}
