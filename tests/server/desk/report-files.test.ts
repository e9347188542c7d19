import { strFromU8, unzipSync } from 'fflate'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { openMaps, type MapSet } from '../../../server/store/map/map-set.ts'
import { eraseObservation } from '../../../server/privacy/erase.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { photoOfStreet } from '../../support/reports/photo-of-street.ts'
import { sendPhoto } from '../../support/requests/photo-requests.ts'
import { applyAs, pinAs } from '../../support/requests/sync-calls.ts'
import { announcementOf, photoOf, type TestPhoto } from '../../support/requests/upload-photo.ts'
import { demoMap } from '../../support/repository.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'

const canary = 'KANARIEFUGL'
const version = '0123456789abcdef'
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('the files of a walk report', () => {
  let store: TestDatabase
  let test: TestApp
  let map: MapSet
  let town: TestMunicipality
  let lamp: Uuid
  let photo: TestPhoto

  beforeAll(async () => {
    store = await openTestDatabase()
    map = await openMaps([demoMap('aalborg')])
    test = await buildTestApp({ store, map })
    town = await seedMunicipality(store)
    photo = photoOf(await photoOfStreet(1))
    const photos = [announcementOf(photo)]
    lamp = await pinAs(store, town.phones.anna, { text: 'Lampen er ude', photos })
    const quiet = await pinAs(store, town.phones.anna, { category: 'adf.ophold', text: canary })
    await sendPhoto(test.app, town.phones.anna, photo)
    await apply({
      name: 'observation.review-photo@1',
      args: { observationId: lamp, photoId: photo.photoId, review: 'approved' },
    })
    const findings = [lamp, quiet].map((id) => ({ id, version }))
    await apply({ name: 'walk.approve-list@1', args: { walkId: town.walk.id, findings } })
    await make(0)
  })
  afterAll(async () => {
    await test.close()
    await map.close()
    await store.drop()
  })

  const apply = (mutation: object) =>
    applyAs(store, town.officials.carla, { space: town.walk.id, ...mutation } as Parameters<
      typeof applyAs
    >[2])
  const url = (rest = '') => `/api/walks/${town.walk.id}/reports${rest}`
  const get = (rest = '', cookie = town.officials.carla.cookie) =>
    test.app.inject({ url: url(rest), headers: { cookie } })
  const send = (method: 'POST' | 'PUT', rest: string, request: { body: object; cookie: string }) =>
    test.app.inject({
      ...{ method, url: url(rest), body: request.body },
      headers: { cookie: request.cookie, 'sec-fetch-site': 'same-origin' },
    })
  const make = (base: number) =>
    send('POST', '', {
      body: { id: someUuid(), base, language: 'da', above: '', below: '', leftOut: [] },
      cookie: town.officials.carla.cookie,
    })
  const newest = async () => (await get()).json<Reply<'readReports'>>().versions[0]

  it('are said to be on their way until they are written, and are then the same bytes every time', async () => {
    expect((await newest())?.files).toEqual(
      ['map', 'pdf', 'docx'].map((format) => ({ format, state: 'waiting', made: 0, all: 0 })),
    )
    expect((await get('/1/files/report.pdf')).statusCode).toBe(404)
    await test.app.jobs.settled()
    expect((await newest())?.files).toMatchObject([
      { format: 'map', state: 'ready' },
      { format: 'pdf', state: 'ready', made: 14, all: 14 },
      { format: 'docx', state: 'ready' },
    ])
    const [pdf, again] = [await get('/1/files/report.pdf'), await get('/1/files/report.pdf')]
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="vandringsrapport-v1.pdf"',
    })
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect(again.rawPayload.equals(pdf.rawPayload)).toBe(true)
    expect((await get('/1/files/report.docx')).rawPayload.subarray(0, 2).toString()).toBe('PK')
    expect((await get('/1/files/map.png')).rawPayload.subarray(1, 4).toString()).toBe('PNG')
    const page = (await get('/1/report.html')).body
    expect(page).toContain('href="files/report.pdf"')
    expect(page).toContain('src="files/map.png"')
  })

  it('come as one package that opens without the product, with the checksum of each file', async () => {
    const { rawPayload, headers } = await get('/1/package.zip')
    expect(headers['content-type']).toBe('application/zip')
    const files = unzipSync(new Uint8Array(rawPayload))
    const names = Object.keys(files).sort()
    expect(names).toEqual(
      [
        ...['LAES-MIG.txt', 'SHA256SUMS.txt', 'map.png', `photos/${photo.photoId}.jpg`],
        ...['csv', 'docx', 'geojson', 'html', 'json', 'pdf'].map((ending) => `report.${ending}`),
      ].sort(),
    )
    const summed = names
      .filter((name) => name !== 'SHA256SUMS.txt')
      .map((name) => `${digest(files[name] ?? new Uint8Array())}  ${name}`)
    const sums = strFromU8(files['SHA256SUMS.txt'] ?? new Uint8Array())
    expect(sums.trim().split('\n').sort()).toEqual(summed.sort())
    const texts = names.map((name) => strFromU8(files[name] ?? new Uint8Array(), true)).join('')
    expect(texts).not.toContain(canary)
    expect(texts).toContain(`src="photos/${photo.photoId}.jpg"`)
  })

  it('say what one party has to do, and nothing of others', async () => {
    const assigned = { observationId: lamp, partyIds: ['road'], dueOn: '2027-02-01' }
    const base = { partyIds: [], dueOn: null }
    await apply({ name: 'observation.assign@1', args: { ...assigned, base } })
    await make(1)
    const page = await get('/2/report.html')
    const [, link = ''] = /href="(actions\.html\?party=[^"]+)"/.exec(page.body) ?? []
    expect(link).not.toBe('')
    const list = await get(`/2/${link}`)
    expect(list.body).toContain('Lampen er ude')
    expect(list.body).not.toContain(canary)
    expect((await get('/2/actions.html?party=Ingen')).statusCode).toBe(404)
    expect((await get('/2/report.csv?party=Ingen')).body.trim().split('\r\n')).toHaveLength(1)
  })

  it('carry the number of the archive once somebody has written it', async () => {
    const { carla } = town.officials
    const number = { journalNumber: ' 26/01234 ' }
    const put = (rest: string, body: object, cookie = carla.cookie) =>
      send('PUT', rest, { body, cookie })
    expect((await put('/1/journal-number', number)).json()).toMatchObject({
      versions: [{ journalNumber: null }, { version: 1, journalNumber: '26/01234' }],
    })
    expect((await get('/1/report.html')).body).toContain('Journalnummer 26/01234')
    expect((await put('/9/journal-number', number)).statusCode).toBe(404)
    expect((await put('/1/journal-number', number, town.phones.anna.cookie)).statusCode).toBe(403)
    await put('/1/journal-number', { journalNumber: null })
    expect((await get('/1/report.html')).body).not.toContain('26/01234')
  })

  it('are written again without a photo that was erased', async () => {
    const before = (await get('/1/files/report.pdf')).rawPayload
    const { store: own, photoFiles } = test.dependencies
    const place = { municipalityId: town.id, spaceId: town.walk.id, observationId: lamp }
    await eraseObservation(
      { store: own, photoFiles, now: Date.now() },
      { ...place, authorClientId: null },
    )
    expect((await get('/1/files/report.pdf')).statusCode).toBe(404)
    await make(2)
    await test.app.jobs.settled()
    const after = (await get('/1/files/report.pdf')).rawPayload
    expect(after.length).toBeLessThan(before.length - 10_000)
    const files = unzipSync(new Uint8Array((await get('/1/package.zip')).rawPayload))
    expect(Object.keys(files).filter((name) => name.startsWith('photos/'))).toEqual([])
  })
})
