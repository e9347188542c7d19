import { describe, expect, it } from 'vitest'
import { giveAddress, handOver, mailTown, statesOf, writeTo } from '../../support/mail/mail-town.ts'

const world = mailTown()

async function mailTo(): Promise<string> {
  const clientId = await giveAddress(world)
  await writeTo(world.held.store, { municipalityId: world.town.id, clientId, now: world.now })
  await handOver(world)
  const link = world.smtp.mails.at(-1)?.headers['list-unsubscribe'] ?? ''
  return new URL(link.slice(1, -1)).pathname
}

async function isOptedOut(): Promise<boolean> {
  const row = await world.held.store.db
    .selectFrom('mail_links')
    .select('opted_out_at')
    .executeTakeFirstOrThrow()
  return row.opted_out_at !== null
}

describe('the link that unsubscribes', () => {
  it('changes nothing when it is only read, and shows one button without a script', async () => {
    const url = await mailTo()
    for (const method of ['GET', 'HEAD'] as const) {
      expect((await world.held.testApp.app.inject({ method, url })).statusCode).toBe(200)
    }
    const page = await world.held.testApp.app.inject({ url })
    expect(page.body).toContain('<form method="post"><button type="submit">Få ingen e-mail')
    expect(page.body).not.toContain('<script')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['content-security-policy']).toContain("form-action 'self'")
    expect(page.headers['referrer-policy']).toBe('no-referrer')
    expect(page.body).not.toContain('anna@')
    expect(await isOptedOut()).toBe(false)
  })

  it.each([
    ['a press on the page', { 'sec-fetch-site': 'same-origin' }],
    ['a mail program (RFC 8058)', {}],
    [
      'a mail program on a page of its own',
      { 'sec-fetch-site': 'cross-site', origin: 'https://mail.example' },
    ],
  ])('ends all e-mail to the address by %s', async (_, headers) => {
    const url = await mailTo()
    const pressed = await world.held.testApp.app.inject({
      ...{ method: 'POST', url, payload: 'List-Unsubscribe=One-Click' },
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(pressed.statusCode).toBe(200)
    expect(pressed.body).toContain('Du er afmeldt')
    const { clientId } = world.town.phones.anna
    await writeTo(world.held.store, { municipalityId: world.town.id, clientId, now: world.now })
    expect(await handOver(world)).toBe(0)
    expect((await statesOf(world)).sort()).toEqual(['handed-over', 'withdrawn: unsubscribed'])
    const own = await world.held.testApp.app.inject({
      ...{ url: '/api/address', headers: { cookie: world.town.phones.anna.cookie } },
    })
    expect(own.json()).toMatchObject({ email: 'anna@example.dk', isUnsubscribed: true })
  })

  it('says in the language of the reader that it opens nothing when it is damaged', async () => {
    const url = `/api/unsubscribe/damaged`
    const headers = { 'accept-language': 'en-GB,en;q=0.9' }
    const page = await world.held.testApp.app.inject({ url, headers })
    expect([page.statusCode, page.body.includes('The link does not work')]).toEqual([200, true])
  })

  it('is remembered when the address is erased, without the address', async () => {
    const url = await mailTo()
    await world.held.testApp.app.inject({ method: 'POST', url })
    const { cookie } = world.town.phones.anna
    await world.held.testApp.app.inject({
      ...{ method: 'DELETE', url: '/api/address' },
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    })
    expect(await isOptedOut()).toBe(true)
    const { rows } = await world.held.store.pool.query('select * from mail_links')
    expect(JSON.stringify(rows)).not.toContain('anna')
  })
})
