import { describe, expect, it } from 'vitest'
import { erasePhone } from '../../../server/privacy/erase.ts'
import { eraseWish } from '../../../server/privacy/erase-wish.ts'
import type { OwnAddress } from '../../../shared/contract/message-contract.ts'
import { handOver, mailTown, statesOf, writeTo } from '../../support/mail/mail-town.ts'
import { wishAsked } from '../../support/requests/ask-for-walk.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'

const world = mailTown()

const call = (method: 'GET' | 'PUT' | 'DELETE', payload?: object, name: 'anna' | 'ole' = 'anna') =>
  world.held.testApp.app.inject({
    ...{
      method,
      url: '/api/address',
      headers: { ...sameOrigin, cookie: world.town.phones[name].cookie },
    },
    ...(payload ? { payload } : {}),
  })
const own = async (name?: 'anna' | 'ole') => (await call('GET', undefined, name)).json<OwnAddress>()
const give = (email = 'anna@example.dk') => call('PUT', { email, language: 'da' })

async function tablesWith(words: string): Promise<string[]> {
  const { pool } = world.held.store
  const { rows } = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  )
  const found = []
  for (const { name } of rows) {
    const { rows: all } = await pool.query(`select * from ${name}`)
    if (JSON.stringify(all).includes(words)) found.push(name)
  }
  return found
}

describe('the e-mail address of a walker', () => {
  it('is given, changed and taken back on the own phone, and stands in a table of its own', async () => {
    expect(await own()).toEqual({ email: null, isUnsubscribed: false, isSending: false })
    expect((await give(' anna@example.dk ')).json()).toMatchObject({ email: 'anna@example.dk' })
    await give('ny@example.dk')
    expect([(await own()).email, (await own('ole')).email]).toEqual(['ny@example.dk', null])
    expect(await tablesWith('ny@example.dk')).toEqual(['phone_addresses'])
    expect((await call('DELETE')).statusCode).toBe(204)
    expect((await own()).email).toBeNull()
    expect(await tablesWith('example.dk')).toEqual([
      'account_directory',
      'accounts',
      'municipalities',
      'sync_rows',
    ])
  })

  it.each([
    '',
    'anna',
    'anna@',
    'a@b.dk, c@d.dk',
    'anna@example.dk\r\nBcc: x@y.dk',
    `${'a'.repeat(250)}@b.dk`,
  ])('is refused when it is %j', async (email) => {
    const refused = await give(email)
    expect([refused.statusCode, refused.json<{ type: string }>().type]).toEqual([
      422,
      'invalid-arguments',
    ])
  })

  it('gets one receipt, however often it is changed, and nothing more after it was taken back', async () => {
    await give('foerst@example.dk')
    await give()
    await handOver(world)
    await give('anden@example.dk')
    await handOver(world)
    expect(world.smtp.mails.map(({ headers }) => headers['to'])).toEqual(['anna@example.dk'])
    const { clientId } = world.town.phones.anna
    await writeTo(world.held.store, { municipalityId: world.town.id, clientId, now: world.now })
    await call('DELETE')
    await handOver(world)
    expect((await statesOf(world)).sort()).toEqual(['handed-over', 'withdrawn: no-address'])
  })

  it('O2: is erased with its phone, and so is everything that was written there', async () => {
    await give()
    await handOver(world)
    const { clientId } = world.town.phones.anna
    const { photoFiles } = world.held.testApp.dependencies
    const surroundings = { store: world.held.store, photoFiles, now: world.now }
    await erasePhone(surroundings, { municipalityId: world.town.id, clientId })
    const { rows } = await world.held.store.pool.query(
      'select (select count(*) from phone_addresses)::int as addresses, (select count(*) from mail_messages)::int as messages, (select count(*) from mail_links)::int as links',
    )
    expect(rows).toEqual([{ addresses: 0, messages: 0, links: 0 }])
  })

  it('O2: of a wish is erased with the wish and with what was written to its asker', async () => {
    const wish = wishAsked(world.town.id, { email: 'asker@example.dk' })
    await world.held.testApp.app.inject({
      ...{ method: 'POST', url: '/api/wishes', headers: sameOrigin, payload: wish },
    })
    await handOver(world)
    expect(world.smtp.mails).toHaveLength(1)
    await eraseWish(world.held.store, { municipalityId: world.town.id, wishId: wish.wishId })
    const { rows } = await world.held.store.pool.query(
      'select (select count(*) from mail_messages)::int as messages, (select count(*) from mail_links)::int as links',
    )
    expect(rows).toEqual([{ messages: 0, links: 0 }])
    expect(await tablesWith('asker@example.dk')).toEqual([])
  })
})
