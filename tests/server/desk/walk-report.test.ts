import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { applyAs, pinAs } from '../../support/requests/sync-calls.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'

const canary = 'KANARIEFUGL'
const version = '0123456789abcdef'

describe('the report of a walk', () => {
  let store: TestDatabase
  let test: TestApp
  let town: TestMunicipality
  let lamp: Uuid
  let quiet: Uuid

  beforeAll(async () => {
    store = await openTestDatabase()
    test = await buildTestApp({ store })
    town = await seedMunicipality(store)
    lamp = await pinAs(store, town.phones.anna, { text: 'Lampen er ude <b>nu</b>' })
    quiet = await pinAs(store, town.phones.anna, { category: 'adf.ophold', text: canary })
  })
  afterAll(async () => {
    await test.close()
    await store.drop()
  })

  const address = () => `/api/walks/${town.walk.id}/reports`
  const get = (rest = '', cookie = town.officials.carla.cookie) =>
    test.app.inject({ url: `${address()}${rest}`, headers: { cookie } })
  const listed = async (cookie?: string) => (await get('', cookie)).json<Reply<'readReports'>>()
  const order = (changes = {}) => ({
    ...{ id: someUuid(), base: 0, language: 'da', above: '', below: '', leftOut: [], ...changes },
  })
  const make = (body: object, cookie = town.officials.carla.cookie) =>
    test.app.inject({
      ...{ method: 'POST', url: address(), body },
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    })
  const walkAs = (name: 'walk.approve-list@1' | 'walk.reopen-list@1', findings?: Uuid[]) =>
    applyAs(store, town.officials.carla, {
      name,
      args: {
        walkId: town.walk.id,
        ...(findings ? { findings: findings.map((id) => ({ id, version })) } : {}),
      },
      space: town.walk.id,
    } as Parameters<typeof applyAs>[2])

  it('is not made before the list is approved', async () => {
    expect(await listed()).toEqual({ versions: [], draft: null })
    expect((await make(order())).json()).toMatchObject({ type: 'stale' })
    expect((await get('/1/report.html')).statusCode).toBe(404)
  })

  it('is made once however often the request comes, and never changes afterwards', async () => {
    await walkAs('walk.approve-list@1', [lamp, quiet])
    expect((await listed()).draft?.title).toBe('Aalborg Øst')
    const asked = order({ above: 'Kære alle' })
    const [one, two] = await Promise.all([make(asked), make(asked)])
    expect(one.json()).toEqual(two.json())
    expect(one.json()).toMatchObject({ id: asked.id, version: 1, byRole: 'coordinator' })
    // Somebody who has not seen the first version makes no second one.
    expect((await make(order())).json()).toMatchObject({ type: 'stale' })
    const before = (await get('/1/report.html')).body
    await applyAs(store, town.officials.carla, {
      name: 'observation.edit@1',
      args: {
        observationId: lamp,
        changes: { text: { base: 'Lampen er ude <b>nu</b>', value: 'Noget andet' } },
      },
      space: town.walk.id,
    })
    expect((await get('/1/report.html')).body).toBe(before)
    expect(before).toContain('Kære alle')
    expect(before).toContain('Lampen er ude &lt;b&gt;nu&lt;/b&gt;')
  })

  it('has the same findings as a page, as CSV and as GeoJSON, and none that is restricted', async () => {
    const files = await Promise.all(
      ['html', 'csv', 'geojson'].map((ending) => get(`/1/report.${ending}`)),
    )
    expect(files.map(({ headers }) => headers['content-type'])).toEqual([
      'text/html; charset=utf-8',
      'text/csv; charset=utf-8',
      'application/geo+json; charset=utf-8',
    ])
    for (const { body } of files) {
      expect(body).toContain('Lampen er ude')
      expect(body).not.toContain(canary)
      expect(body).not.toContain(quiet)
    }
    expect(files[0]?.headers['content-security-policy']).toMatch(/default-src 'none'.*'sha256-/)
    expect(files[1]?.headers['content-disposition']).toContain('vandringsrapport-v1.csv')
  })

  it('has a second version that says what has changed', async () => {
    const made = await make(order({ base: 1 }), town.phones.lone.cookie)
    expect(made.json()).toMatchObject({ version: 2, byRole: 'leader' })
    expect((await get('/2/report.html')).body).toContain('Ændret siden version 1')
    expect((await listed()).versions.map((one) => one.version)).toEqual([2, 1])
  })

  it('is read by walkers, who get no draft and make no version', async () => {
    const { cookie } = town.phones.anna
    const { versions, draft } = await listed(cookie)
    expect([versions.length, draft]).toEqual([2, null])
    expect((await get('/1/report.html', cookie)).statusCode).toBe(200)
    expect((await make(order({ base: 2 }), cookie)).statusCode).toBe(403)
    expect((await get('/1/report.csv', town.phones.dan.cookie)).statusCode).toBe(403)
  })

  it('keeps its versions when the list is opened again, and makes no new one then', async () => {
    await walkAs('walk.reopen-list@1')
    expect(await listed()).toMatchObject({ versions: [{}, {}], draft: null })
    expect((await make(order({ base: 2 }))).json()).toMatchObject({ type: 'stale' })
  })
})
