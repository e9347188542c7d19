import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { namePlaces } from '../../../server/jobs/name-places-job.ts'
import type { MapSet } from '../../../server/store/map/map-set.ts'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { landmark, street } from '../../support/fixtures/made-map.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
import { openNamedMap } from '../../support/fixtures/named-map.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { applyAs, pinAs } from '../../support/requests/sync-calls.ts'

const bounds: BoundingBox = [9.96, 57.02, 9.99, 57.035]
const atTunnel = { longitude: 9.976, latitude: 57.028, source: 'gps' } as const
const atSchool = { longitude: 9.97, latitude: 57.025, source: 'gps' } as const
const nowhere = { longitude: 9.964, latitude: 57.022, source: 'gps' } as const
const eastWest = ({ longitude, latitude }: { longitude: number; latitude: number }) =>
  [
    [longitude - 0.002, latitude],
    [longitude + 0.002, latitude],
  ] as const

const features = [
  street('Humlebakken', eastWest(atTunnel), { is_tunnel: true, kind: 'path' }),
  street('Åbyvej', eastWest(atSchool)),
  landmark('school', 'Tornhøjskolen', [atSchool.longitude, atSchool.latitude]),
]

describe('names of places at the desk', () => {
  let store: TestDatabase
  let test: TestApp
  let town: TestMunicipality
  let map: MapSet
  let renewed: MapSet
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lygte-names-'))
    map = await openNamedMap({ folder, name: 'old', bounds, features })
    renewed = await openNamedMap({
      folder,
      name: 'new',
      bounds,
      features: [street('Ny Humlebakken', eastWest(atTunnel))],
    })
  })
  afterAll(async () => {
    await map.close()
    await renewed.close()
    await rm(folder, { recursive: true })
  })
  beforeEach(async () => {
    store = await openTestDatabase()
    test = await buildTestApp({ store, map })
    town = await seedMunicipality(store)
    return async () => {
      await test.close()
      await store.drop()
    }
  })

  async function list(query = ''): Promise<Reply<'listObservations'>> {
    const { cookie } = town.officials.carla
    const url = `/api/observations?${query}`
    return (await test.app.inject({ method: 'GET', url, headers: { cookie } })).json()
  }
  const found = async (words: string) =>
    (await list(`q=${encodeURIComponent(words)}`)).items.map(({ id }) => id)
  const nameOf = async (id: Uuid) => {
    const { cookie } = town.officials.carla
    const one = await test.app.inject({
      method: 'GET',
      url: `/api/observations/${id}`,
      headers: { cookie },
    })
    return one.json<Reply<'readObservation'>>().mapName
  }
  const name = (withMap: MapSet | null = map) =>
    namePlaces({ store, map: withMap, isClosing: () => false })

  it('are there soon after a push, which asks for them and never waits for the map', async () => {
    const { anna } = town.phones
    const { observationId, ...rest } = makeCreate({ position: atTunnel, place: 'ved trappen' })
    const args = { observationId, ...rest }
    const pushed = await test.app.inject({
      method: 'POST',
      url: '/api/sync/push',
      headers: { ...sameOrigin, cookie: anna.cookie },
      payload: {
        protocol: 1,
        epoch: null,
        clientId: anna.clientId,
        space: anna.walkId,
        mutations: [makeEnvelope({ name: 'observation.create@1', args })],
      },
    })
    expect(pushed.statusCode).toBe(200)
    await expect
      .poll(async () => {
        await test.app.jobs.settled()
        return (await list()).items.map(({ place, mapName }) => ({ place, mapName }))
      })
      .toEqual([
        { place: 'ved trappen', mapName: { street: 'Humlebakken', structure: { kind: 'tunnel' } } },
      ])
    expect(await nameOf(observationId)).toEqual({
      street: 'Humlebakken',
      structure: { kind: 'tunnel' },
    })
  })

  it('are found by the search like typed words, with the letters of any keyboard, and together with them', async () => {
    const tunnel = await pinAs(store, town.phones.anna, {
      position: atTunnel,
      text: 'Lampe slukket',
    })
    const school = await pinAs(store, town.phones.anna, {
      position: atSchool,
      text: 'Lampe blinker',
    })
    await pinAs(store, town.phones.anna, { position: nowhere, text: 'Lampe væk' })
    expect(await found('humlebakken')).toEqual([])
    expect(await name()).toBe(3)
    expect(await found('humlebakken')).toEqual([tunnel])
    expect(await found('aabyvej')).toEqual([school])
    expect(await found('ÅBY')).toEqual([school])
    expect(await found('lampe skolen')).toEqual([school])
    expect(await found('tunnel lampe')).toEqual([tunnel])
    expect(await found('tunnel blinker')).toEqual([])
    const inBox = await list('q=humlebakken&bbox=9.97,57.02,9.98,57.03')
    expect(inBox.total).toBe(1)
  })

  it('follow an observation that is moved, and keep when only its words change', async () => {
    const id = await pinAs(store, town.phones.anna, { position: atTunnel, text: 'Før' })
    await name()
    const edit = (changes: object) =>
      applyAs(store, town.phones.anna, {
        name: 'observation.edit@1',
        args: { observationId: id, changes },
      })
    await edit({ text: { base: 'Før', value: 'Efter' } })
    expect(await nameOf(id)).toMatchObject({ street: 'Humlebakken' })
    expect(await name()).toBe(0)
    await edit({ position: { base: atTunnel, value: atSchool } })
    expect(await nameOf(id)).toBeUndefined()
    expect(await found('humlebakken')).toEqual([])
    await name()
    expect(await nameOf(id)).toEqual({
      street: 'Åbyvej',
      near: { kind: 'place', name: 'Tornhøjskolen' },
    })
  })

  it('are computed anew when the operator brings another map, also for old rows, and once only', async () => {
    const ids = await Promise.all([
      pinAs(store, town.phones.anna, { position: atTunnel }),
      pinAs(store, town.phones.anna, { position: atSchool }),
    ])
    // Rows from before this release look like those of a store without a map.
    expect(await name(null)).toBe(0)
    expect(await name()).toBe(2)
    expect(await name()).toBe(0)
    expect(await name(renewed)).toBe(2)
    expect(await Promise.all(ids.map(nameOf))).toEqual([{ street: 'Ny Humlebakken' }, undefined])
    expect(await found('tunnel')).toEqual([])
    expect(await name(renewed)).toBe(0)
  })

  it('leave out what somebody is writing, and never make a push wait for each other’s locks', async () => {
    const [held, free] = [
      await pinAs(store, town.phones.anna, { position: atTunnel }),
      await pinAs(store, town.phones.anna, { position: atSchool }),
    ]
    const client = await store.pool.connect()
    try {
      await client.query('begin')
      await client.query('select from observations where id = $1 for update', [held])
      expect(await name()).toBe(1)
      expect(await nameOf(free)).toMatchObject({ street: 'Åbyvej' })
      expect(await nameOf(held)).toBeUndefined()
    } finally {
      await client.query('rollback')
      client.release()
    }
    expect(await name()).toBe(1)
  })

  it('are not made up for a place of which only the typed address is known', async () => {
    const position = { ...atTunnel, source: 'address' } as const
    const id = await pinAs(store, town.phones.anna, { position, place: 'Algade 12' })
    expect(await name()).toBe(1)
    expect(await nameOf(id)).toBeUndefined()
    const edited = { base: position, value: { ...atTunnel, source: 'map' } } as const
    await applyAs(store, town.phones.anna, {
      name: 'observation.edit@1',
      args: { observationId: id, changes: { position: edited } },
    })
    await name()
    expect(await nameOf(id)).toMatchObject({ street: 'Humlebakken' })
  })

  it('do not exist where the map has none, and are asked for once', async () => {
    const id = await pinAs(store, town.phones.anna, { position: nowhere })
    expect(await name()).toBe(1)
    expect(await name()).toBe(0)
    expect(await nameOf(id)).toBeUndefined()
  })
})
