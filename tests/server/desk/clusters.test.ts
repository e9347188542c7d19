import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import {
  askClusters,
  checkClusters,
  closeClusterDesk,
  clusterActor,
  openClusterDesk,
  type ClusterDesk,
  type ClusterQuestion,
} from '../../support/oracles/cluster-desk.ts'
import { byPlace } from '../../support/oracles/cluster-oracle.ts'
import { expectedList } from '../../support/oracles/desk-oracle.ts'
import { anyQuery } from '../../support/oracles/desk-world.ts'
import type { OfficialName, TestMunicipality } from '../../support/fixtures/people.ts'

let desk: ClusterDesk
let town: TestMunicipality
let stored: Observation[]

const corner: BoundingBox = [9.93, 57.04, 9.935, 57.043]

beforeAll(async () => {
  desk = await openClusterDesk()
  ;({ town, stored } = desk)
})
afterAll(() => closeClusterDesk(desk))

const ask = (name: OfficialName, question: ClusterQuestion) => askClusters(desk, name, question)
const actorOf = (name: OfficialName) => clusterActor(desk, name)
const expectRightClusters = (name: OfficialName, question: ClusterQuestion & { grid?: number }) =>
  checkClusters(desk, name, question)

/** The place where most pins stand. */
async function placeOfSeveral() {
  const visible = expectedList(stored, {}, await actorOf('carla'))
  const places = Map.groupBy(
    visible,
    ({ position }) => `${position.longitude}/${position.latitude}`,
  )
  const [most] = [...places.values()].toSorted((a, b) => b.length - a.length)
  if (!most?.[0]) throw new Error('No pins')
  return most[0].position
}

describe('clusters of pins on the map', () => {
  it.each([3, 8, 11, 12, 13, 14, 15, 16, 18, 19, 22])(
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

  it('come as single pins at the last zoom, where no nearer one would take them apart, for those who may see them', async () => {
    const { longitude, latitude } = await placeOfSeveral()
    const box: BoundingBox = [longitude - 1e-4, latitude - 1e-4, longitude + 1e-4, latitude + 1e-4]
    const { clusters } = await ask('carla', { zoom: 19, box })
    expect(clusters.length).toBeGreaterThan(1)
    expect(clusters.every(({ id, number }) => id !== undefined && number !== undefined)).toBe(true)
    for (const name of ['carla', 'kim', 'pia', 'eva', 'adam'] as const)
      await expectRightClusters(name, { zoom: 19, box })
    const before = await ask('carla', { zoom: 18, box })
    expect(before.clusters).toMatchObject([{ count: clusters.length }])
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
})
