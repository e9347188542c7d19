import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eraseObservation } from '../../../server/privacy/erase.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality } from '../../support/fixtures/people.ts'
import {
  canaries,
  pageOf,
  publishArgs,
  publishFinding,
  walkToPublish,
  type Wanted,
  type WalkToPublish,
} from '../../support/publication/published-walk.ts'
import { applyAs, pinAs } from '../../support/requests/sync-calls.ts'

describe('the public page of a walk', () => {
  let store: TestDatabase
  let walk: WalkToPublish

  beforeAll(async () => {
    store = await openTestDatabase()
    walk = await walkToPublish(store)
    const { carla } = walk.town.officials
    await applyAs(store, carla, {
      name: 'observation.set-status@1',
      space: walk.town.walk.id,
      args: {
        ...{ observationId: walk.lamp, base: 'received', status: 'declined' },
        ...{ reason: 'by-design', text: 'Den slukker kl. 23, ring til KANARIENAVN' },
      },
    })
  })
  afterAll(async () => {
    await walk.test.close()
    await store.drop()
  })

  const address = (rest = '') => `/vandringer/${walk.town.walk.id}${rest}`
  const get = (url: string, headers: Record<string, string> = {}) =>
    walk.test.app.inject({ url, headers: { accept: 'text/html', ...headers } })
  const photoAddress = (variant = 'large') => address(`/billeder/${walk.photo.photoId}/${variant}`)
  const feedOfAll = () => `/vandringer/kommune/${walk.town.id}/feed.atom`
  const everything = () => [
    ...[address(), address('?lang=en'), address('/feed.atom'), address('/feed.atom?lang=en')],
    ...[feedOfAll(), photoAddress(), photoAddress('thumbnail')],
  ]
  const decide = async (wanted: Wanted, id = walk.lamp) =>
    publishFinding(walk, await publishArgs(walk, id, wanted))
  const statuses = () => Promise.all(everything().map(async (url) => (await get(url)).statusCode))

  it('is not there before somebody publishes it, whatever was decided about findings', async () => {
    expect((await decide({ text: 'public', position: 'public', photo: 'public' })).status).toBe(
      'applied',
    )
    expect(await statuses()).toEqual([404, 404, 404, 404, 200, 404, 404])
    expect((await get(feedOfAll())).body).not.toContain('<entry>')
  })

  it('shows what was approved to anybody, and nothing else, in both languages', async () => {
    expect((await pageOf(walk, 'walk.publish@1')).status).toBe('applied')
    expect(await statuses()).toEqual([200, 200, 200, 200, 200, 200, 200])
    const page = await get(address())
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-robots-tag': 'noarchive',
    })
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*'sha256-/)
    expect(page.body).toContain('»Lampen er &lt;b&gt;ude&lt;/b&gt;«')
    // The reason is one of fixed words; what the party has written was not approved.
    expect(page.body).toContain('Efter plan, fx natslukning')
    expect(page.body).not.toContain('slukker kl. 23')
    expect(page.body).toContain('1 fund vises her')
    expect(page.body).not.toContain('<script')
    expect((await get(address('?lang=en'))).body).toContain('1 finding is shown here')
    expect((await get(photoAddress())).headers['content-type']).toBe('image/jpeg')
    for (const url of everything()) {
      const { body } = await get(url)
      for (const canary of Object.values(canaries)) expect(body).not.toContain(canary)
      for (const id of [walk.shy, walk.quiet]) expect(body).not.toContain(id)
    }
  })

  it('has a feed of its own and an entry in that of the municipality, with ids that stay', async () => {
    const [own, all] = await Promise.all([get(address('/feed.atom')), get(feedOfAll())])
    expect(own.headers['content-type']).toBe('application/atom+xml; charset=utf-8')
    expect(own.body).toContain(`<id>urn:uuid:${walk.lamp}</id>`)
    expect(own.body).toContain('Lampen er &lt;b&gt;ude&lt;/b&gt;')
    expect(own.body).not.toContain('slukker kl. 23')
    expect(all.body).toContain(`<id>urn:uuid:${walk.town.walk.id}</id>`)
    const idOf = (body: string) => /<id>([^<]+)<\/id>/.exec(body)?.[1]
    expect(idOf(own.body)).not.toBe(idOf(all.body))
    await decide({ answer: 'public' })
    const after = await get(address('/feed.atom'))
    expect(idOf(after.body)).toBe(idOf(own.body))
    expect(after.body).toContain('slukker kl. 23')
    await decide({ answer: 'internal' })
  })

  it('says that a kept copy is the same as long as it is, and not a moment longer', async () => {
    for (const url of [address(), address('/feed.atom'), photoAddress()]) {
      const etag = String((await get(url)).headers['etag'])
      const again = await get(url, { 'if-none-match': `W/${etag}` })
      expect([again.statusCode, again.body]).toEqual([304, ''])
      await pageOf(walk, 'walk.unpublish@1')
      expect((await get(url, { 'if-none-match': etag })).statusCode).toBe(410)
      await pageOf(walk, 'walk.publish@1')
    }
  })

  it('is withdrawn with all that belongs to it by the time the press is answered', async () => {
    await pageOf(walk, 'walk.unpublish@1')
    expect(await statuses()).toEqual([410, 410, 410, 410, 200, 410, 410])
    const page = await get(address())
    expect(page.body).toContain('Siden er trukket tilbage')
    expect(page.body).not.toContain('Lampen')
    expect(page.body).not.toContain('Aalborg Øst')
    expect((await get(feedOfAll())).body).not.toContain(walk.town.walk.id)
    // Programs get the code.
    const code = await get(address('/feed.atom'), { accept: 'application/atom+xml' })
    expect(code.json()).toMatchObject({ status: 410 })
    await pageOf(walk, 'walk.publish@1')
    expect((await get(address())).statusCode).toBe(200)
  })

  it('stops to show a photo when it is taken back here, or out of the report', async () => {
    await decide({ photo: 'internal' })
    expect((await get(photoAddress())).statusCode).toBe(404)
    expect((await get(address())).body).not.toContain(walk.photo.photoId)
    await decide({ photo: 'public' })
    expect((await get(photoAddress())).statusCode).toBe(200)
    const review = (state: 'left-out' | 'approved') =>
      applyAs(store, walk.town.officials.carla, {
        name: 'observation.review-photo@1',
        args: { observationId: walk.lamp, photoId: walk.photo.photoId, review: state },
        space: walk.town.walk.id,
      })
    await review('left-out')
    expect((await get(photoAddress())).statusCode).toBe(404)
    await review('approved')
  })

  it('no longer shows words that anybody has edited after they were approved', async () => {
    const { lone } = walk.town.phones
    await applyAs(store, lone, {
      name: 'observation.edit@1',
      args: {
        observationId: walk.lamp,
        changes: { text: { base: 'Lampen er <b>ude</b>', value: canaries.name } },
      },
    })
    const page = await get(address())
    expect(page.body).not.toContain(canaries.name)
    expect(page.body).not.toContain('Lampen er')
    expect(page.body).toContain('1 fund vises her')
    await decide({ text: 'public', wording: 'Lampen ved skolen er ude' })
    const worded = await get(address())
    expect(worded.body).toContain('»Lampen ved skolen er ude«')
    expect(worded.body).not.toContain(canaries.name)
  })

  it('drops a finding that becomes restricted, is withdrawn or is erased, with its photo', async () => {
    const edit = (base: string, value: string) =>
      applyAs(store, walk.town.officials.carla, {
        name: 'observation.edit@1',
        args: { observationId: walk.lamp, changes: { category: { base, value } } },
        space: walk.town.walk.id,
      })
    await edit('lys.slukket', 'haer.graffiti-had')
    expect((await get(address())).body).toContain('Ingen fund er gjort offentlige endnu')
    expect((await get(photoAddress())).statusCode).toBe(404)
    await edit('haer.graffiti-had', 'lys.slukket')
    expect((await get(photoAddress())).statusCode).toBe(200)
    const { photoFiles } = walk.test.dependencies
    const space = { municipalityId: walk.town.id, spaceId: walk.town.walk.id }
    await eraseObservation(
      { store, photoFiles, now: Date.now() },
      { ...space, observationId: walk.lamp, authorClientId: null },
    )
    expect((await get(photoAddress())).statusCode).toBe(404)
    const rows = await store.db
      .selectFrom('sync_rows')
      .select('body')
      .where('kind', '=', 'publication')
      .execute()
    expect(JSON.stringify(rows)).not.toContain('Lampen ved skolen')
  })

  it('is found by a damaged link, and a calm page answers what leads nowhere', async () => {
    const glued = await get(`${address()}).`)
    expect(glued.statusCode).toBe(200)
    const lost = await get('/vandringer/min-vandring')
    expect(lost.statusCode).toBe(404)
    expect(lost.body).toContain('Siden findes ikke')
  })

  it('of another municipality stays in its own feed', async () => {
    const abroad = await seedMunicipality(store)
    await pinAs(store, abroad.phones.anna, { text: canaries.abroad })
    const feed = await get(`/vandringer/kommune/${abroad.id}/feed.atom`)
    expect(feed.statusCode).toBe(200)
    expect(feed.body).not.toContain('<entry>')
    expect(feed.body).not.toContain(walk.town.walk.id)
    expect((await get(`/vandringer/kommune/${walk.town.walk.id}/feed.atom`)).statusCode).toBe(404)
  })
})
