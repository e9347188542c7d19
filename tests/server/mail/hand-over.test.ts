import { describe, expect, it } from 'vitest'
import { claimMessages } from '../../../server/store/messages/message-claims.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import {
  giveAddress,
  handOver,
  impatient,
  mailTown,
  minute,
  outboxOf,
  statesOf,
  writeTo,
} from '../../support/mail/mail-town.ts'

const world = mailTown()

async function write(count = 1, name: 'anna' | 'ole' = 'anna'): Promise<void> {
  const clientId = await giveAddress(world, name)
  await writeTo(
    world.held.store,
    { municipalityId: world.town.id, clientId, now: world.now },
    { count },
  )
}

describe('handing e-mails over to a mail server', () => {
  it('hands each over once, however often the job runs, with what makes it recognisable', async () => {
    await write()
    expect([await handOver(world), await handOver(world)]).toEqual([1, 0])
    expect(await statesOf(world)).toEqual(['handed-over'])
    const [mail] = world.smtp.mails
    expect(world.smtp.mails).toHaveLength(1)
    expect(mail?.headers).toMatchObject({
      to: 'anna@example.dk',
      from: 'Aalborg <lygte@example.dk>',
      subject: 'Du får e-mail fra Lygte',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'auto-submitted': 'auto-generated',
    })
    expect(mail?.headers['message-id']).toMatch(/^<[0-9a-f]{40}@example\.dk>$/)
    const link = mail?.headers['list-unsubscribe']?.slice(1, -1) ?? ''
    expect(link).toMatch(/^https:\/\/lygte\.example\.dk\/api\/unsubscribe\/[\w-]{43}$/)
    expect(mail?.body).toContain(link)
  })

  it('gives up at once what the server refuses for good, and says with which code', async () => {
    await write()
    world.smtp.mood = 'refuse'
    await handOver(world)
    expect(await outboxOf(world)).toMatchObject([
      { state: 'failed', reason: 'refused', answer: '550 5.1.1', tries: 1 },
    ])
    world.now += 48 * 60 * minute
    await handOver(world)
    expect(world.smtp.asked).toHaveLength(1)
  })

  it('waits and tries again where the server asks for patience', async () => {
    await write()
    world.smtp.mood = 'greylist'
    await handOver(world)
    expect(await outboxOf(world)).toMatchObject([
      { state: 'waiting', reason: 'put-off', answer: '451 4.7.1', tries: 1 },
    ])
    world.now += 4 * minute
    await handOver(world)
    expect(world.smtp.asked).toHaveLength(1)
    world.now += 2 * minute
    await handOver(world)
    expect(await statesOf(world)).toEqual(['handed-over'])
    expect(world.smtp.mails).toHaveLength(1)
  })

  it('waits longer after every try, and gives up after some days', async () => {
    await write()
    world.smtp.mood = 'stall'
    const pauses: number[] = []
    for (let turn = 0; turn < 9; turn += 1) {
      await handOver(world, impatient)
      const [message] = await outboxOf(world)
      if (message?.state !== 'waiting') break
      pauses.push((message.nextTryAt.getTime() - world.now) / minute)
      world.now = message.nextTryAt.getTime()
    }
    expect(pauses).toEqual([5, 15, 60, 180, 480, 960, 1_440, 1_440])
    expect(await outboxOf(world)).toMatchObject([
      { state: 'failed', reason: 'too-many-tries', tries: 9 },
    ])
    expect(world.smtp.mails).toEqual([])
  })

  it.each(['cut', 'silent'] as const)(
    'sends none again by itself that a server with the mood "%s" may have taken',
    async (mood) => {
      await write()
      world.smtp.mood = mood
      await handOver(world, impatient)
      expect(await statesOf(world)).toEqual(['unknown: cut-off'])
      world.smtp.mood = 'take'
      world.now += 48 * 60 * minute
      expect(await handOver(world)).toBe(0)
      expect(world.smtp.mails).toHaveLength(1)
    },
  )

  it('takes a refusal after the whole mail for what it is', async () => {
    await write()
    world.smtp.mood = 'late-refusal'
    await handOver(world)
    expect(await outboxOf(world)).toMatchObject([
      { state: 'failed', reason: 'refused', answer: '554 5.7.1' },
    ])
  })

  it('leaves everything as it was while the mail server is away', async () => {
    await write(3)
    await world.smtp.close()
    expect(await handOver(world)).toBe(0)
    expect(await outboxOf(world)).toMatchObject([
      { state: 'waiting', reason: 'server-away', tries: 0 },
      { state: 'waiting', reason: 'server-away', tries: 0 },
      { state: 'waiting', reason: 'server-away', tries: 0 },
    ])
  })

  it('takes as many as it asks for and no more, so that others find the rest', async () => {
    await write(40)
    const claim = { municipalityId: world.town.id, now: new Date(world.now) }
    const { db } = world.held.store
    const taken = await Promise.all(
      [1, 2].map(() => claimMessages(db, { ...claim, claimId: someUuid() }, 16)),
    )
    expect(taken.map(({ length }) => length)).toEqual([16, 16])
    expect(await claimMessages(db, { ...claim, claimId: someUuid() }, 16)).toHaveLength(8)
  })

  it('sends each message once when two workers run at the same time', async () => {
    await write(60)
    await write(60, 'ole')
    const sent = await Promise.all([handOver(world), handOver(world), handOver(world)])
    expect(sent.reduce((sum, one) => sum + one)).toBe(120)
    const ids = world.smtp.mails.map(({ headers }) => headers['message-id'])
    expect([ids.length, new Set(ids).size]).toEqual([120, 120])
    expect(new Set(await statesOf(world))).toEqual(new Set(['handed-over']))
  })

  it('holds everything without a mail server, and sends nothing by itself once there is one', async () => {
    await write(2)
    const config = { smtpUrl: null, smtpFrom: null, publicOrigin: null, port: 3_000 }
    expect(await handOver(world, { config })).toBe(0)
    expect(await statesOf(world)).toEqual(['held: no-mail-server', 'held: no-mail-server'])
    expect(await handOver(world)).toBe(0)
    expect(world.smtp.mails).toEqual([])
  })

  it('marks one that cannot be written as failed, says so once, and sends the others', async () => {
    await write()
    const { clientId } = world.town.phones.anna
    const to = { municipalityId: world.town.id, clientId, now: world.now }
    await writeTo(world.held.store, to, { kind: 'of-a-newer-version' })
    await expect(handOver(world)).rejects.toThrow('of-a-newer-version')
    expect((await statesOf(world)).sort()).toEqual(['failed: not-composed', 'handed-over'])
    expect(await handOver(world)).toBe(0)
  })
})
