import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import {
  giveAddress,
  handOver,
  mailTown,
  outboxOf,
  statesOf,
  writeTo,
} from '../../support/mail/mail-town.ts'
import { pinAs, applyAs } from '../../support/requests/sync-calls.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import { seedMunicipality } from '../../support/fixtures/people.ts'

const world = mailTown()

const asCarla = (method: 'GET' | 'POST' | 'DELETE', url: string, cookie = '') =>
  world.held.testApp.app.inject({
    ...{ method, url },
    headers: { ...sameOrigin, cookie: cookie || world.town.officials.carla.cookie },
  })
const list = async (query = '') =>
  (await asCarla('GET', `/api/messages${query}`)).json<Reply<'listMessages'>>()

async function write(count = 1): Promise<void> {
  const clientId = await giveAddress(world)
  const to = { municipalityId: world.town.id, clientId, now: world.now }
  await writeTo(world.held.store, to, { count })
}

const noServer = { config: { smtpUrl: null, smtpFrom: null, publicOrigin: null, port: 3_000 } }

describe('the outbox at the desk', () => {
  it('shows without a mail server what to copy, and counts it; nothing is called handed over', async () => {
    await write(2)
    await handOver(world, noServer)
    const { messages, counts, isSending } = await list()
    expect([counts, isSending]).toEqual([{ held: 2 }, false])
    expect(messages).toMatchObject([
      { state: 'held', reason: 'no-mail-server', recipient: 'anna@example.dk' },
      { state: 'held' },
    ])
    expect(messages[0]?.text).toMatch(/^Hej\n[\s\S]*\/api\/unsubscribe\/[\w-]{43}\n$/)
    expect((await list('?part=done')).messages).toEqual([])
  })

  it('sends again what a coordinator lets go, once, and not what has changed meanwhile', async () => {
    await write()
    world.smtp.mood = 'refuse'
    await handOver(world)
    const [failed] = (await list()).messages
    const address = `/api/messages/${failed?.id ?? ''}/send?base=failed`
    const answers = [await asCarla('POST', address), await asCarla('POST', address)]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 409])
    world.smtp.mood = 'take'
    await handOver(world)
    const done = (await list('?part=done')).messages
    expect(done).toMatchObject([{ state: 'handed-over', text: null, answer: '250' }])
    expect((await asCarla('POST', address.replace('failed', 'handed-over'))).statusCode).toBe(409)
    expect(world.smtp.mails).toHaveLength(1)
  })

  it('takes out what a coordinator removes, and nobody gets it afterwards', async () => {
    await write(2)
    const [first] = (await list()).messages
    const removed = await asCarla('DELETE', `/api/messages/${first?.id ?? ''}?base=waiting`)
    expect(removed.statusCode).toBe(204)
    expect(await handOver(world)).toBe(1)
    expect((await statesOf(world)).sort()).toEqual(['handed-over', 'withdrawn: by-hand'])
  })

  it('shows at a walk and at a finding what is about them, and nothing of another municipality', async () => {
    await giveAddress(world)
    const id = await pinAs(world.held.store, world.town.phones.anna)
    await applyAs(world.held.store, world.town.officials.carla, {
      name: 'observation.set-status@1',
      args: { observationId: id, base: 'received', status: 'needs-info', text: 'Hvor?' },
      space: world.town.walk.id,
    })
    const counted = async (query: string) => (await list(query)).messages.length
    const { walk, otherWalk } = world.town
    expect([
      await counted(`?finding=${id}`),
      await counted(`?walk=${walk.id}`),
      await counted(`?walk=${otherWalk.id}`),
    ]).toEqual([1, 1, 0])
    const abroad = await seedMunicipality(world.held.store, 'Ribe')
    const { cookie } = abroad.officials.carla
    expect((await asCarla('GET', '/api/messages', cookie)).json()).toMatchObject({ messages: [] })
    const [message] = await outboxOf(world)
    const address = `/api/messages/${message?.id ?? ''}?base=waiting`
    expect((await asCarla('DELETE', address, cookie)).statusCode).toBe(409)
  })
})
