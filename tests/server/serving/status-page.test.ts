import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { linkOf, readStatusPage } from '../../support/requests/status-link.ts'
import { applyAs, pinAs } from '../../support/requests/sync-calls.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let abroad: TestMunicipality

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store })
  town = await seedMunicipality(store)
  abroad = await seedMunicipality(store, 'Ribe')
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

const triage = (mutation: KnownMutation) =>
  applyAs(store, town.officials.carla, { ...mutation, space: town.walk.id })
const assign = (observationId: Uuid, partyIds = ['road'], dueOn = '2027-03-31') =>
  triage({
    name: 'observation.assign@1',
    args: { observationId, base: { partyIds: [], dueOn: null }, partyIds, dueOn },
  })
const setStatus = (
  args: Omit<Extract<KnownMutation, { name: 'observation.set-status@1' }>['args'], never>,
) => triage({ name: 'observation.set-status@1', args })
const page = async (secret: string, rest = '') => (await readStatusPage(test, secret, rest)).body
/** The words of a page without its markup. */
const wordsOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('the status page of a walk', () => {
  it('says what came of each finding in plain words, the own ones first', async () => {
    const { anna, ole } = town.phones
    const lamp = await pinAs(store, anna, { text: 'Lampen ved <b>porten</b>' })
    const hedge = await pinAs(store, ole, { category: 'syn.beplantning', text: 'Hækken' })
    const bench = await pinAs(store, ole, { category: 'liv.baenk', text: 'Ingen bænk' })
    await pinAs(store, ole, { category: 'god.plads', text: 'Her er lys og liv' })
    for (const id of [lamp, hedge, bench]) await assign(id)
    await setStatus({
      ...{ observationId: lamp, base: 'assigned', status: 'done' },
      ...{ on: '2026-12-09', text: 'Lampen er skiftet.' },
    })
    await setStatus({
      ...{ observationId: hedge, base: 'assigned', status: 'planned', plannedFor: '2097-03' },
      text: 'Kommunen klipper hækken.',
    })
    await setStatus({
      ...{ observationId: bench, base: 'assigned', status: 'declined', reason: 'not-our-area' },
      text: 'Fortovet er for smalt. I stedet: en bænk på Torvet.',
    })
    const response = await readStatusPage(test, await linkOf(test, anna))
    expect(response.statusCode).toBe(200)
    const words = wordsOf(response.body)
    expect(words).toContain('3 fund: 1 er udført, 1 har en dato, 1 er der sagt nej til.')
    expect(words).toContain('1 godt sted')
    expect(words.indexOf('Dine fund')).toBeLessThan(words.indexOf('Lampe slukket'))
    expect(words.indexOf('Lampe slukket')).toBeLessThan(words.indexOf('Beplantning'))
    expect(words).toMatch(/Udført 9\. dec\. 2026/)
    expect(words).toContain('Planlagt til marts 2097')
    expect(words).toContain('Nej, det bliver ikke til noget')
    expect(words).toContain('Grund: Ikke vores areal')
    expect(response.body).toContain('<strong>I stedet:</strong> en bænk på Torvet.')
    expect(response.body).toContain('Lampen ved &lt;b&gt;porten&lt;/b&gt;')
    expect(words).toContain('Hos: Vej og Park')
  })

  it('is kept by nobody on the way, found by no search engine, and needs no script', async () => {
    const { headers, body } = await readStatusPage(test, await linkOf(test, town.phones.anna))
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    })
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*'sha256-/)
    expect(headers['set-cookie']).toBeUndefined()
    expect(body).not.toMatch(/<script|javascript:|\son\w+=/i)
  })

  it('is there in English', async () => {
    const body = await page(await linkOf(test, town.phones.anna), '?lang=en')
    expect(body).toContain('<html lang="en">')
    expect(wordsOf(body)).toContain('3 findings: 1 done, 1 with a date, 1 refused.')
  })

  it('shows each role what a walker may see, and nothing of another municipality or walk', async () => {
    const { anna, ole, rita, lone, dan } = town.phones
    const canary = `KANARIE-${someUuid()}`
    await pinAs(store, ole, { category: 'adf.ophold', text: `${canary}-skjult` })
    const gone = await pinAs(store, ole, { text: `${canary}-trukket` })
    await applyAs(store, ole, { name: 'observation.withdraw@1', args: { observationId: gone } })
    await pinAs(store, dan, { text: `${canary}-anden-vandring` })
    await pinAs(store, abroad.phones.anna, { text: `${canary}-ribe` })
    const seen = await pinAs(store, anna, { text: `${canary}-aaben` })
    const comment = { observationId: seen, commentId: someUuid() }
    await triage({
      name: 'observation.comment@1',
      args: { ...comment, audience: 'internal', text: `${canary}-internt` },
    })
    const words = async (phone: typeof anna) => wordsOf(await page(await linkOf(test, phone)))
    for (const phone of [anna, rita, lone]) {
      const read = await words(phone)
      expect(read.match(new RegExp(`${canary}-\\w+`, 'g')), phone.name).toEqual([`${canary}-aaben`])
      expect(read).toContain('Færre end 5 fund behandles et andet sted.')
    }
    const own = await words(ole)
    expect(own).toContain(`${canary}-skjult`)
    expect(own).toContain('Kun den, der skrev det, vandringens leder og de ansvarlige')
    expect(own).not.toContain('behandles et andet sted')
    expect(await words(dan)).not.toContain(`${canary}-aaben`)
    const abroadRead = await words(abroad.phones.anna)
    expect(abroadRead.match(new RegExp(`${canary}-\\w+`, 'g'))).toEqual([`${canary}-ribe`])
  })

  it('names nobody', async () => {
    for (const phone of [town.phones.anna, town.phones.lone]) {
      const words = wordsOf(await page(await linkOf(test, phone)))
      for (const name of [...Object.keys(town.phones), ...Object.keys(town.officials)])
        expect(words).not.toMatch(new RegExp(`\\b${name}\\b`, 'i'))
    }
  })

  it('gives a hidden finding its number only from five on', async () => {
    const walker = await linkOf(test, town.phones.anna)
    for (let index = 0; index < 4; index += 1)
      await pinAs(store, town.phones.ole, { category: 'adf.rusmidler', text: 'skjult' })
    expect(wordsOf(await page(walker))).toContain('5 fund behandles et andet sted.')
  })

  it('tells what was seen on site, and links to the latest version of the report', async () => {
    const secret = await linkOf(test, town.phones.anna)
    expect(wordsOf(await page(secret))).toContain('Der er ingen rapport endnu.')
    expect((await readStatusPage(test, secret, '/report')).statusCode).toBe(404)
    const lamp = await pinAs(store, town.phones.ole, { text: 'Til rapporten' })
    const version = '0123456789abcdef'
    await triage({
      name: 'walk.approve-list@1',
      args: { walkId: town.walk.id, findings: [{ id: lamp, version }] },
    })
    const order = { id: someUuid(), base: 0, language: 'da', above: '', below: '', leftOut: [] }
    await test.app.inject({
      ...{ method: 'POST', url: `/api/walks/${town.walk.id}/reports`, payload: order },
      headers: { cookie: town.officials.carla.cookie, 'sec-fetch-site': 'same-origin' },
    })
    expect(await page(secret)).toContain(`href="${secret}/report">Rapporten, version 1`)
    const report = await readStatusPage(test, secret, '/report')
    expect(report.statusCode).toBe(200)
    expect(report.headers).toMatchObject({ 'cache-control': 'private, no-store' })
    expect(report.body).toContain('Til rapporten')
  })
})

describe('a page with more than it can carry', () => {
  it('is cut into sides of 60 KB that hold every finding once, and says so', async () => {
    const large = await seedMunicipality(store, 'Stor')
    const { anna, ole } = large.phones
    const ids = Array.from({ length: 300 }, () => `NR-${someUuid()}`)
    for (const [index, id] of ids.entries()) {
      const long =
        index % 50 === 0 ? `${'æ<&'.repeat(1_000)}` : 'Lampen er slukket ved porten. '.repeat(4)
      await pinAs(store, index < 5 ? anna : ole, { text: `${id} ${long}` })
    }
    const secret = await linkOf(test, anna)
    const bodies: string[] = []
    for (let side = 1, more = true; more; side += 1) {
      const body = await page(secret, `?side=${side}`)
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000)
      bodies.push(body)
      more = body.includes(`?side=${side + 1}"`)
    }
    expect(bodies.length).toBeGreaterThan(2)
    const found = bodies.join('').match(/NR-[0-9a-f-]+/g)
    expect(found?.toSorted()).toEqual(ids.toSorted())
    expect(found?.slice(0, 5).toSorted()).toEqual(ids.slice(0, 5).toSorted())
    const [first = ''] = bodies
    expect(wordsOf(first)).toContain(`Side 1 af ${bodies.length}`)
    expect(wordsOf(first)).toContain('Der er mere, end siden kan bære.')
    expect(wordsOf(first)).toContain('Teksten er længere. Resten står i Lygte på din telefon.')
    expect(await page(secret, '?side=999')).toBe(bodies.at(-1))
    expect(await page(secret, '?side=x')).toBe(first)
  }, 120_000)
})
