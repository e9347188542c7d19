import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMaps, type MapSet } from '../../../server/store/map/map-set.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  canaries,
  pageOf,
  publishArgs,
  publishFinding,
  walkToPublish,
  type WalkToPublish,
} from '../../support/publication/published-walk.ts'
import { demoMap } from '../../support/repository.ts'

describe('the page as it would be', () => {
  let store: TestDatabase
  let map: MapSet
  let walk: WalkToPublish

  beforeAll(async () => {
    store = await openTestDatabase()
    map = await openMaps([demoMap('aalborg')])
    walk = await walkToPublish(store, { map })
    const args = await publishArgs(walk, walk.lamp, { text: 'public', position: 'public' })
    await publishFinding(walk, args)
  })
  afterAll(async () => {
    await walk.test.close()
    await map.close()
    await store.drop()
  })

  const get = (url: string, cookie?: string) =>
    walk.test.app.inject({ url, headers: cookie === undefined ? {} : { cookie } })

  it('is read by those who publish, before anybody else can read anything', async () => {
    const url = `/api/walks/${walk.town.walk.id}/publication/preview.html`
    const { carla, kim } = walk.town.officials
    const page = await get(url, carla.cookie)
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-store'])
    expect(page.body).toContain('Udkast. Siden er ikke offentlig')
    expect(page.body).toContain('»Lampen er &lt;b&gt;ude&lt;/b&gt;«')
    expect(page.body).toContain('src="data:image/png;base64,')
    for (const canary of Object.values(canaries)) expect(page.body).not.toContain(canary)
    expect((await get(url, kim.cookie)).statusCode).toBe(403)
    expect((await get(url)).statusCode).toBe(401)
    expect((await get(`/vandringer/${walk.town.walk.id}/kort`)).statusCode).toBe(404)
  })

  it('has a map of its own address once it is published, drawn anew when a mark on it changes', async () => {
    await pageOf(walk, 'walk.publish@1')
    const mapIn = async () => {
      const { body } = await get(`/vandringer/${walk.town.walk.id}`)
      return /src="([^"]+\/kort\?v=[0-9a-f]+)"/.exec(body)?.[1] ?? ''
    }
    const before = await mapIn()
    expect((await get(before)).headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'no-cache',
    })
    const args = await publishArgs(walk, walk.lamp, {
      position: 'public',
      precision: 'stop',
    })
    expect((await publishFinding(walk, args)).status).toBe('applied')
    expect(await mapIn()).not.toBe(before)
    await pageOf(walk, 'walk.unpublish@1')
    expect((await get(before)).statusCode).toBe(410)
  })
})
