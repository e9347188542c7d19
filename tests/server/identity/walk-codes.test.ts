import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveWalkCode, WalkCodeTakenError } from '../../../server/store/walks/membership-store.ts'
import { foldWalkCode } from '../../../shared/walk/walk-code.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { joinWalk, type JoinRequest } from '../../support/requests/join-walk.ts'
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

const join = (request: JoinRequest) => joinWalk(test, request)

describe('joining by a walk code', () => {
  it.each([
    ['lower case', (code: string) => code.toLowerCase()],
    ['spaces', (code: string) => ` ${code.slice(0, 4)} ${code.slice(4)} `],
    ['dashes', (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`],
  ])('accepts %s', async (_what, write) => {
    const { status } = await join({ code: write(town.codes.walker), clientId: someUuid() })
    expect(status).toBe(200)
  })

  it.each([
    ['a link', (code: string) => `https://lygte.example/v/${code}.`],
    ['a sentence', (code: string) => `Koden er ${code}, vi ses`],
    ['letters for its digits', (code: string) => code.replaceAll('0', 'O')],
    ['digits for its letters', (code: string) => code.replaceAll('L', '1')],
    ['full-width letters', (code: string) => code.replace('W', 'Ｗ')],
    ['an unseen mark in it', (code: string) => `${code.slice(0, 2)}\u200b${code.slice(2)}`],
  ])('finds the code in %s', async (_what, write) => {
    const { status } = await join({ code: write(town.codes.walker), clientId: someUuid() })
    expect(status).toBe(200)
  })

  const saveCode = (code: string, walkId = town.otherWalk.id) =>
    saveWalkCode(store.db, { code, municipalityId: town.id, walkId, role: 'walker' })

  it('finds a code by what looks or sounds like it, in either spelling of Danish letters', async () => {
    await saveCode('ØÅBY24')
    for (const typed of ['0ÅBY24', 'OA\u030aBY24', 'oaaby24', 'OEAABY24', 'øaby24']) {
      const { status } = await join({ code: typed, clientId: someUuid() })
      expect([typed, status]).toEqual([typed, 200])
    }
  })

  it('is never ambiguous: no code can be saved that looks like another one or belongs to another walk', async () => {
    await saveCode('SOL101')
    await expect(saveCode('S0LIO1', town.walk.id)).rejects.toThrow(WalkCodeTakenError)
    await expect(saveCode('S0LIO1')).rejects.toThrow(WalkCodeTakenError)
    await expect(saveCode('SOL101', town.walk.id)).rejects.toThrow(WalkCodeTakenError)
    await saveCode('SOL101')
  })

  it('opens the exact one of two older codes that look alike, and neither for what may mean both', async () => {
    const codes = [
      { code: 'OLE100', walk_id: town.walk.id },
      { code: '0LE100', walk_id: town.otherWalk.id },
    ]
    const rows = codes.map((row) => ({ ...row, municipality_id: town.id }))
    await store.db.insertInto('walk_codes').values(rows).execute()
    for (const { code, walk_id } of codes) {
      const { walk } = await join({ code: code.toLowerCase(), clientId: someUuid() })
      expect([code, walk.walk.id]).toEqual([code, walk_id])
    }
    expect((await join({ code: 'O1E1OO', clientId: someUuid() })).code).toBe('unknown-walk-code')
  })

  it('normalises every code in the store as the program does', async () => {
    const rows = await store.db.selectFrom('walk_codes').select(['code', 'folded']).execute()
    for (const { code, folded } of rows) expect([code, folded]).toEqual([code, foldWalkCode(code)])
    const { rows: made } = await sql<{ code: string; folded: string }>`
      insert into walk_codes (code, municipality_id, walk_id)
      select code, ${town.id}, ${town.walk.id} from unnest(${['ÆØÅ ÄÖÉ'.replace(' ', ''), 'OOEEAAAIL', 'AAÅAOEØE', 'ŌĪÑ01'].map((code) => code.normalize('NFC'))}::text[]) as given(code)
      returning code, folded`.execute(store.db)
    expect(made).toHaveLength(4)
    for (const { code, folded } of made) expect([code, folded]).toEqual([code, foldWalkCode(code)])
  })
})

describe('the preview of a walk code', () => {
  const preview = (code: string) =>
    test.app.inject({ method: 'GET', url: `/api/walks/by-code/${encodeURIComponent(code)}` })

  it('shows what an invitation says and who is responsible for the data, and nothing more, before joining', async () => {
    const response = await preview(town.codes.leader.toLowerCase())
    expect(response.json()).toEqual({
      title: 'Aalborg Øst',
      startsAt: '2026-10-29T18:00:00.000Z',
      endsAt: '2026-10-29T20:00:00.000Z',
      meetingPlace: 'Budolfi Plads',
      host: null,
      municipality: 'Aalborg',
      privacy: {
        controller: 'Aalborg Kommune',
        contact: 'tryg@example.dk',
        retentionMonths: 24,
      },
    })
  })

  it.each(['NOTHERE', '%', "'; --", '—'])('is refused when it opens no walk: %j', async (code) => {
    const response = await preview(code)
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({ type: 'unknown-walk-code' })
  })
})
