import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveWalkCode } from '../../../server/store/walks/membership-store.ts'
import type { ProblemDetails } from '../../../shared/problem.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, seedWalk, type TestMunicipality } from '../../support/fixtures/people.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store })
  town = await seedMunicipality(store)
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

let made = 0
/** A walk with these details; returns its id and its code for walkers. */
async function planned(details: Partial<Walk>) {
  made += 1
  const walk = await seedWalk(store, town.id, details)
  const code = `INVI${String(made).padStart(3, '2')}`
  await saveWalkCode(store.db, { code, municipalityId: town.id, walkId: walk.id, role: 'walker' })
  return { id: walk.id, code }
}

const get = (url: string, cookie?: string) =>
  test.app.inject({
    method: 'GET',
    url,
    headers: { host: 'lygte.test', ...(cookie && { cookie }) },
  })
const calendarOf = (code: string) =>
  get(`/api/walks/by-code/${encodeURIComponent(code)}/calendar.ics`)

/** The lines of a calendar file, put together where RFC 5545 folds them. */
const linesOf = (body: string) => body.replaceAll('\r\n\t', '').split('\r\n')

describe('the calendar file of a walk', () => {
  it('holds its times in UTC across the night when the clocks change, with place, link and a lasting id', async () => {
    const { id, code } = await planned({
      title: 'Natvandring',
      startsAt: '2026-10-24T22:30:00.000Z',
      endsAt: '2026-10-25T02:00:00.000Z',
      meetingPlace: 'Budolfi Plads',
    })
    const response = await calendarOf(code.toLowerCase())
    expect(response.headers['content-type']).toBe('text/calendar; charset=utf-8')
    const lines = linesOf(response.body)
    expect(lines).toEqual(
      expect.arrayContaining([
        `UID:${id}@lygte`,
        'SUMMARY:Tryghedsvandring: Natvandring',
        'DTSTART:20261024T223000Z',
        'DTEND:20261025T020000Z',
        'LOCATION:Budolfi Plads',
        `URL:http://lygte.test/v/${code}`,
      ]),
    )
  })

  it('lets no text of a plan become a line of its own', async () => {
    const attack = 'x\r\nATTENDEE:mailto:eve@example.dk\nBEGIN:VALARM\rEND:VEVENT;,\\'
    const { code } = await planned({
      title: attack,
      purpose: attack,
      meetingPlace: attack,
      host: attack,
    })
    const { body } = await calendarOf(code)
    expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const names = linesOf(body).map((line) => line.split(/[:;]/, 1)[0])
    expect(names).not.toContain('ATTENDEE')
    expect(names.filter((name) => name === 'BEGIN').length).toBe(2)
    expect(names.filter((name) => name === 'END').length).toBe(2)
  })

  it('is not there for a walk that is open all year, and nothing is told of an unknown code', async () => {
    const { code } = await planned({ startsAt: null, endsAt: null, isStanding: true })
    expect((await calendarOf(code)).statusCode).toBe(404)
    const unknown = await calendarOf('QQQQ99')
    expect([unknown.statusCode, unknown.json<ProblemDetails>().type]).toEqual([
      404,
      'unknown-walk-code',
    ])
  })
})

describe('the poster of a walk', () => {
  const posterOf = ({ id, code }: { id: string; code: string }, lang = 'da') =>
    get(
      `/api/walks/${id}/poster.pdf?code=${encodeURIComponent(code)}&lang=${lang}`,
      town.officials.carla.cookie,
    )

  it.each([
    ['da', 'da-DK'],
    ['en', 'en-GB'],
  ])('is a tagged PDF with its title, in the language %s', async (lang, tag) => {
    const walk = await planned({ title: 'Aalborg Ost' })
    const response = await posterOf(walk, lang)
    expect(response.headers['content-type']).toBe('application/pdf')
    const pdf = response.rawPayload.toString('latin1')
    expect(pdf.startsWith('%PDF-1.7')).toBe(true)
    for (const part of [
      `/Lang (${tag})`,
      '/StructTreeRoot',
      '/Marked true',
      '/DisplayDocTitle true',
    ])
      expect(pdf).toContain(part)
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBe(1)
  })

  it('keeps the QR code on the first page however long the texts are', async () => {
    const walk = await planned({ title: 'W'.repeat(120), purpose: 'Lang grund. '.repeat(400) })
    const pdf = (await posterOf(walk)).rawPayload.toString('latin1')
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1)
    const figure = /\/S \/Figure[^]*?\/Pg (\d+ 0 R)/.exec(pdf)?.[1]
    const first = /\/Kids \[(\d+ 0 R)/.exec(pdf)?.[1]
    expect(figure).toBe(first)
  })

  it('is not made for a code that makes leaders, or one of another walk', async () => {
    const { walk, codes } = town
    for (const code of [codes.leader, codes.other, 'QQQQ99'])
      expect((await posterOf({ id: walk.id, code })).statusCode).toBe(404)
  })
})
