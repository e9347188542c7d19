import { verify, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { erasePhone } from '../../../server/privacy/erase.ts'
import type { OwnNotifications } from '../../../shared/contract/notification-contract.ts'
import { minute, writeTo } from '../../support/mail/mail-town.ts'
import { makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { pinAs, pushAs } from '../../support/requests/sync-calls.ts'
import {
  askForNotifications,
  callNotifications,
  pushTown,
  shownOf,
  subscriptionOf,
  tellPhones,
} from '../../support/web-push/push-town.ts'

const world = pushTown()
const own = async () => (await callNotifications(world, 'GET')).json<OwnNotifications>()

/** An official asks the author of a finding. */
async function ask(text = 'Hvilken lampe er det?', changes = {}): Promise<string> {
  const { held, town } = world
  const id = await pinAs(held.store, town.phones.anna, changes)
  const question = {
    name: 'observation.set-status@1',
    args: { observationId: id, base: 'received', status: 'needs-info', text },
  } as const
  const { results } = await pushAs(held.store, town.officials.carla, {
    ...{ mutations: [makeEnvelope(question)], space: town.walk.id, now: world.now },
  })
  expect(results).toMatchObject([{ status: 'applied' }])
  return id
}

const write = (kind: string, number = 0) =>
  writeTo(
    world.held.store,
    {
      ...{ municipalityId: world.town.id, clientId: world.town.phones.anna.clientId },
      now: world.now,
    },
    { kind, subjectId: world.town.walk.id, walkId: world.town.walk.id, number },
  )

const states = async () => {
  const { rows } = await world.held.store.pool.query<{ state: string }>(
    'select state from push_notifications order by written_at, number',
  )
  return rows.map(({ state }) => state)
}

describe('a phone that asks for notifications', () => {
  it('is told of a question in a fixed sentence that only it can read, and of nothing that somebody wrote', async () => {
    await askForNotifications(world)
    const id = await ask('Er det ved KANARIESTED?', { text: 'KANARIETEKST' })
    expect(await tellPhones(world)).toBe(1)
    expect(shownOf(world)).toEqual([
      {
        ...{ title: 'Lygte', body: 'Et spørgsmål til noget, du har registreret' },
        ...{ path: `/registrering/${id}`, tag: 'question', lang: 'da' },
      },
    ])
    const [received] = world.service.received
    expect(received?.path).toBe('/phone-of-anna')
    expect(Buffer.from(received?.body ?? []).toString('latin1')).not.toContain('Lygte')
  })

  it('is told of a report and of feedback, and not of what concerns e-mail alone', async () => {
    await askForNotifications(world)
    await write('report-ready', 1)
    await write('feedback', 3)
    await write('address-given')
    expect(await tellPhones(world)).toBe(2)
    const { id } = world.town.walk
    expect(
      shownOf(world)
        .map(({ path }) => path)
        .sort(),
    ).toEqual([`/rapport/${id}`, `/sket/${id}`])
  })

  it('is told once, however often the cause is written and the job runs, also by two at a time', async () => {
    await askForNotifications(world)
    await write('report-ready', 1)
    await write('report-ready', 1)
    await Promise.all([tellPhones(world), tellPhones(world)])
    await write('report-ready', 1)
    expect(await tellPhones(world)).toBe(0)
    expect(world.service.received).toHaveLength(1)
  })

  it('is not told of what is restricted', async () => {
    await askForNotifications(world)
    await ask('Hvor?', { category: 'adf.ophold' })
    expect(await tellPhones(world)).toBe(0)
  })

  it('is told no more once it has ended it, and nobody who never asked is', async () => {
    await write('report-ready', 1)
    await askForNotifications(world)
    expect((await own()).endpoint).toBe(subscriptionOf(world).endpoint)
    expect((await callNotifications(world, 'DELETE')).statusCode).toBe(204)
    expect((await own()).endpoint).toBeNull()
    await write('report-ready', 2)
    expect(await tellPhones(world)).toBe(0)
  })

  it('leaves nothing behind when it is erased', async () => {
    await askForNotifications(world)
    await write('report-ready', 1)
    const { store: own, photoFiles } = world.held.testApp.dependencies
    const { clientId } = world.town.phones.anna
    await erasePhone(
      { store: own, photoFiles, now: world.now },
      { municipalityId: world.town.id, clientId },
    )
    const { rows } = await world.held.store.pool.query(
      'select client_id from push_subscriptions union all select client_id from push_notifications',
    )
    expect(rows).toEqual([])
  })
})

describe('a push service', () => {
  it('is shown who calls by a key that the installation has made once', async () => {
    const [{ publicKey }, again] = await Promise.all([own(), own()])
    expect(again.publicKey).toBe(publicKey)
    await askForNotifications(world)
    await write('report-ready', 1)
    await tellPhones(world)
    const { authorization = '', ttl } = world.service.received[0]?.headers ?? {}
    const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? []
    expect(key).toBe(publicKey)
    expect(ttl).toBe(String(3 * 24 * 60 * 60))
    const [header = '', claims = '', signature = ''] = token.split('.')
    const signed = Buffer.from(`${header}.${claims}`)
    const signer = { key: asKey(publicKey), dsaEncoding: 'ieee-p1363' } as const
    expect(verify('sha256', signed, signer, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      ...{ aud: world.service.origin, sub: 'https://lygte.example.dk' },
    })
  })

  it.each([404, 410])('that answers %i ends the subscription', async (answer) => {
    await askForNotifications(world)
    await write('report-ready', 1)
    world.service.answer = answer
    await tellPhones(world)
    expect([(await own()).endpoint, await states()]).toEqual([null, ['dropped']])
  })

  it.each([429, 500, 302, 'silence'] as const)(
    'that answers with %s is asked again later, five times in all',
    async (answer) => {
      await askForNotifications(world)
      await write('report-ready', 1)
      world.service.answer = answer
      await tellPhones(world, { timeoutMs: 500 })
      expect(await states()).toEqual(['waiting'])
      await tellPhones(world, { timeoutMs: 500 })
      expect(world.service.received).toHaveLength(1)
      for (let hour = 0; hour < 60; hour += 1) {
        world.now += 60 * minute
        await tellPhones(world, { timeoutMs: 500 })
      }
      expect([world.service.received.length, await states()]).toEqual([5, ['dropped']])
    },
  )

  it('is not called for keys that no browser has made, and others are told all the same', async () => {
    await askForNotifications(world)
    await write('report-ready', 1)
    await world.held.store.pool.query("update push_subscriptions set p256dh = repeat('A', 87)")
    expect(await tellPhones(world)).toBe(0)
    expect(await states()).toEqual(['dropped'])
  })

  it('is not called again by a run that died, nor after a restore', async () => {
    await askForNotifications(world)
    await write('report-ready', 1)
    await write('report-ready', 2)
    const { pool } = world.held.store
    await pool.query("update push_notifications set state = 'sending' where number = 1")
    await pool.query('update server_meta set epoch = $1', [someUuid()])
    expect(await tellPhones(world)).toBe(0)
    expect(await states()).toEqual(['sending', 'dropped'])
  })

  it.each([
    'https://localhost/x',
    'https://127.0.0.1/x',
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://fcm.googleapis.com.example.dk/x',
    'https://user:pass@fcm.googleapis.com/x',
    'https://evil-notify.windows.com/x',
    'file:///etc/passwd',
    'not an address',
  ])('is none of the known ones: %s', async (endpoint) => {
    const payload = subscriptionOf(world, endpoint)
    const { statusCode } = await callNotifications(world, 'PUT', { payload })
    expect(statusCode).toBe(422)
    expect((await own()).endpoint).toBeNull()
  })

  it.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://wns2-am3p.notify.windows.com/w/?token=abc',
  ])('is a known one: %s', async (endpoint) => {
    const payload = subscriptionOf(world, endpoint)
    expect((await callNotifications(world, 'PUT', { payload })).statusCode).toBe(200)
  })
})

/** A point of P-256 as a key that Node can use. */
function asKey(publicKey: string) {
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString('base64url'),
  )
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y } as never, format: 'jwk' })
}
