import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { erasePhone } from '../../../server/privacy/erase.ts'
import { revokePhone } from '../../../server/store/identity/lost-phones.ts'
import { lockPhone } from '../../../server/store/identity/phone-store.ts'
import { statusAddressForMail } from '../../../server/store/status-links/mail-link.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { newSecret } from '../../support/requests/ask-for-walk.ts'
import {
  askForLink,
  linkOf,
  mailedSecret,
  readStatusPage,
} from '../../support/requests/status-link.ts'
import { pinAs } from '../../support/requests/sync-calls.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store })
})
beforeEach(async () => {
  town = await seedMunicipality(store)
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

const statusOf = async (secret: string) => (await readStatusPage(test, secret)).statusCode
const rows = () =>
  store.db.selectFrom('status_links').selectAll().where('municipality_id', '=', town.id).execute()
const mailAddress = ({ clientId } = town.phones.anna) => {
  const { now, randomBytes } = test.dependencies
  const member = { municipalityId: town.id, walkId: town.walk.id, clientId }
  const origin = 'https://lygte.example.dk'
  return statusAddressForMail(store, member, { origin, now: now(), randomBytes })
}

describe('the link to a status page', () => {
  it('is kept as a hash, and one for each phone: repeating changes nothing, another one ends the last', async () => {
    const { anna } = town.phones
    const secret = await linkOf(test, anna)
    await linkOf(test, anna, { secret })
    expect(JSON.stringify(await rows())).not.toContain(secret)
    expect(await rows()).toHaveLength(1)
    expect(await statusOf(secret)).toBe(200)
    const next = await linkOf(test, anna)
    expect([await statusOf(secret), await statusOf(next)]).toEqual([404, 200])
  })

  it('of a mail stands beside the others, until a new one is to replace them all', async () => {
    const { anna, ole } = town.phones
    const [own, others] = [await linkOf(test, anna), await linkOf(test, ole)]
    const mails = [await mailedSecret(test, town), await mailedSecret(test, town)]
    for (const secret of [own, ...mails]) expect(await statusOf(secret)).toBe(200)
    expect(await mailAddress()).toMatch(/^https:\/\/lygte\.example\.dk\/status\/[\w-]{43}$/)
    const renewed = await linkOf(test, anna, { replacesOthers: true })
    for (const secret of [own, ...mails]) expect(await statusOf(secret)).toBe(404)
    expect([await statusOf(renewed), await statusOf(others)]).toEqual([200, 200])
  })

  it('is for people on the walk, and no secret opens two things', async () => {
    const { anna, ole, dan } = town.phones
    const secret = await linkOf(test, anna)
    expect((await askForLink(test, dan, { walkId: town.walk.id })).statusCode).toBe(403)
    expect((await askForLink(test, anna, { walkId: someUuid() })).statusCode).toBe(403)
    const own = await linkOf(test, ole)
    expect((await askForLink(test, ole, { secret })).json()).toMatchObject({ type: 'id-reused' })
    // A refusal ends nothing either.
    expect([await statusOf(secret), await statusOf(own)]).toEqual([200, 200])
  })

  it.each(['leaves the walk', 'is erased', 'is locked out', 'is revoked', 'was removed'] as const)(
    'ends when its person %s',
    async (how) => {
      const { anna, ole } = town.phones
      const { clientId, cookie } = anna
      await pinAs(store, ole, { text: 'En andens' })
      const [secret, others] = [await linkOf(test, anna), await linkOf(test, ole)]
      const mailed = await mailedSecret(test, town)
      const phone = { municipalityId: town.id, clientId }
      const now = Date.now()
      const ways = {
        'leaves the walk': () =>
          test.app.inject({
            ...{ method: 'DELETE', url: `/api/walks/${town.walk.id}/membership` },
            headers: { ...sameOrigin, cookie },
          }),
        'is erased': () => erasePhone({ ...test.dependencies, now }, phone),
        'is locked out': () => lockPhone(store, { ...phone, now: new Date() }),
        'is revoked': () => revokePhone(store, { clientId, now: new Date() }),
        'was removed': () =>
          store.db
            .updateTable('walk_members')
            .set({ removed_at: new Date() })
            .where('client_id', '=', clientId)
            .execute(),
      }
      await ways[how]()
      expect([await statusOf(secret), await statusOf(others)]).toEqual([404, 200])
      expect((await askForLink(test, anna)).statusCode).toBeGreaterThanOrEqual(401)
      // A lost phone is not its person, whose mails go on working.
      const isPhoneOnly = how === 'is locked out' || how === 'is revoked'
      expect(await statusOf(mailed)).toBe(isPhoneOnly ? 200 : 404)
      if (isPhoneOnly || how === 'was removed') return
      expect((await rows()).filter((row) => row.client_id === clientId)).toEqual([])
    },
  )

  it('of a mail is made for nobody who has left', async () => {
    const { anna } = town.phones
    await test.app.inject({
      ...{ method: 'DELETE', url: `/api/walks/${town.walk.id}/membership` },
      headers: { ...sameOrigin, cookie: anna.cookie },
    })
    expect(await mailAddress()).toBeUndefined()
  })

  it('that opens nothing gets the same calm page, whatever became of it', async () => {
    const old = await linkOf(test, town.phones.anna)
    await linkOf(test, town.phones.anna)
    const answers = await Promise.all(
      [old, newSecret(), 'kort', '%3Cscript%3E', `${newSecret()}${newSecret()}`].map((secret) =>
        readStatusPage(test, secret),
      ),
    )
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([404]))
    expect(answers[0]?.body).toContain('Linket virker ikke')
    expect(answers[0]?.body).toContain('Åbn Lygte på den telefon, du gik med.')
    expect(answers[0]?.headers).toMatchObject({ 'cache-control': 'private, no-store' })
  })

  it('still opens with what a mail program has put behind it', async () => {
    const secret = await linkOf(test, town.phones.anna)
    for (const tail of ['.', ')', '%20', '?utm_source=mail', ',']) {
      expect(await statusOf(secret + tail), tail).toBe(200)
    }
    expect(await statusOf(`${secret}x`)).toBe(404)
  })

  it('shows the photos that its person may see, and no others', async () => {
    const secret = await linkOf(test, town.phones.anna)
    for (const photo of [someUuid(), 'x']) {
      expect((await readStatusPage(test, secret, `/photos/${photo}`)).statusCode).toBe(404)
    }
  })
})
