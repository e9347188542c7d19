import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { tellWalkers } from '../../../server/mail/tell-walkers.ts'
import { writeFeedbackMessages } from '../../../server/store/messages/feedback-messages.ts'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { addDays } from '../../../shared/text/day-count.ts'
import { feedbackMonths, monthsAfter } from '../../../shared/walk/feedback/feedback-dates.ts'
import { repositoryRoot } from '../../support/repository.ts'
import { hardKill } from '../../support/faults/hard-kill.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import {
  giveAddress,
  handOver,
  mailTown,
  outboxOf,
  statesOf,
} from '../../support/mail/mail-town.ts'
import { applyAs, pinAs } from '../../support/requests/sync-calls.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import { endWithUs } from '../../support/server/end-with-us.ts'
import { ownEnvironment } from '../../support/server/own-environment.ts'

const world = mailTown()
/** The clocks change twice in the thirteen months after it. */
const reportDay = '2026-08-31'
const firstDay = monthsAfter(reportDay, 1)
const at = (day: string) => Date.parse(`${day}T07:00:00Z`)
const bird = 'KANARIEFUGL'

const request = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  world.held.testApp.app.inject({
    ...{ method, url, ...(payload ? { payload } : {}) },
    headers: { ...sameOrigin, cookie: world.town.officials.carla.cookie },
  })

async function makeReport(): Promise<void> {
  const { phones, officials, walk } = world.town
  const lamp = await pinAs(world.held.store, phones.anna, { text: bird })
  await pinAs(world.held.store, phones.anna, { category: 'adf.ophold', text: bird })
  await applyAs(world.held.store, officials.carla, {
    ...{ name: 'walk.approve-list@1', space: walk.id },
    args: { walkId: walk.id, findings: [{ id: lamp, version: '0123456789abcdef' }] },
  })
  const order = { id: someUuid(), base: 0, language: 'da', above: '', below: '', leftOut: [] }
  const made = await request('POST', `/api/walks/${walk.id}/reports`, order)
  expect(made.statusCode).toBe(200)
}

const tell = () => tellWalkers(world.held.store, world.now)
const statusLinks = () => world.held.store.db.selectFrom('status_links').selectAll().execute()

beforeEach(async () => {
  world.now = at(reportDay)
  await makeReport()
})

describe('the feedbacks that a report promises', () => {
  it('reach each walker who gave an address once, on their days, over thirteen months', async () => {
    await giveAddress(world, 'anna')
    await giveAddress(world, 'ole', { language: 'en' })
    // On another walk only.
    await giveAddress(world, 'dan')
    const sent: string[][] = []
    for (let day = reportDay; day <= monthsAfter(reportDay, 13); day = addDays(day, 1)) {
      world.now = at(day)
      const before = world.smtp.mails.length
      await Promise.all([tell(), tell()])
      await handOver(world)
      const mails = world.smtp.mails.slice(before)
      sent.push(...mails.map(({ headers: { to = '', subject = '' } }) => [day, to, subject]).sort())
    }
    expect(sent).toEqual(
      feedbackMonths.flatMap((months) => [
        [
          monthsAfter(reportDay, months),
          'anna@example.dk',
          'Hvad er der sket siden tryghedsvandringen?',
        ],
        [
          monthsAfter(reportDay, months),
          'ole@example.dk',
          'What has happened since the safety walk?',
        ],
      ]),
    )
    for (const { raw, body } of world.smtp.mails) expect(raw + body).not.toContain(bird)
  }, 120_000)

  it('have a link of their own to what the walker may read, in the language of the walker', async () => {
    await giveAddress(world, 'anna')
    await giveAddress(world, 'ole', { language: 'en' })
    world.now = at(firstDay)
    await tell()
    await handOver(world)
    const pages = await Promise.all(
      world.smtp.mails.map(({ body }) => {
        const [, path = ''] =
          /https:\/\/lygte\.example\.dk(\/status\/[\w-]{43}(?:\?lang=en)?)\s/.exec(body) ?? []
        return world.held.testApp.app.inject({ method: 'GET', url: path })
      }),
    )
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect(pages.map(({ body }) => /<html lang="(\w+)"/.exec(body)?.[1]).sort()).toEqual([
      'da',
      'en',
    ])
    expect((await statusLinks()).map(({ client_id: id }) => id).sort()).toEqual(
      [world.town.phones.anna.clientId, world.town.phones.ole.clientId].sort(),
    )
  })

  it('are shown at the desk without the secret of the walker, and no link is made while nothing goes', async () => {
    await giveAddress(world)
    world.now = at(firstDay)
    await tell()
    await world.smtp.close()
    await handOver(world)
    const { messages } = (await request('GET', '/api/messages')).json<Reply<'listMessages'>>()
    expect(messages).toMatchObject([{ state: 'waiting', reason: 'server-away' }])
    expect(messages[0]?.text).toContain(`/sket/${world.town.walk.id}\n`)
    expect(messages[0]?.text).not.toContain('/status/')
    expect(await statusLinks()).toEqual([])
  })

  it('are sent once when the process died between writing and sending', async () => {
    await giveAddress(world, 'anna')
    await giveAddress(world, 'ole')
    world.now = at(firstDay)
    const args = [JSON.stringify(world.held.store.address), String(world.now)]
    const child = fork(join(repositoryRoot, 'tests/support/mail/feedback-process.ts'), args, {
      env: ownEnvironment(),
    })
    endWithUs(child)
    const [written] = (await once(child, 'message')) as [number]
    expect(written).toBe(1)
    const ended = once(child, 'exit')
    hardKill(child.pid)
    await ended
    expect(await statesOf(world)).toEqual(['waiting', 'waiting'])
    expect(await tell()).toBe(0)
    expect([await handOver(world), await handOver(world)]).toEqual([2, 0])
    expect(world.smtp.mails.map(({ headers }) => headers['to']).sort()).toEqual([
      'anna@example.dk',
      'ole@example.dk',
    ])
  }, 60_000)

  it('are written when the process that began to write them came to nothing', async () => {
    await giveAddress(world)
    world.now = at(firstDay)
    const day = { municipalityId: world.town.id, today: firstDay, nowMs: world.now }
    const dying = world.held.store.db.transaction().execute(async (tx) => {
      expect(await writeFeedbackMessages(tx, day)).toBe(1)
      throw new Error('died')
    })
    await expect(dying).rejects.toThrow('died')
    expect(await outboxOf(world)).toEqual([])
    expect(await tell()).toBe(1)
    expect(await handOver(world)).toBe(1)
  })

  it('are not sent again to an address that was erased with its e-mails and given anew', async () => {
    const clientId = await giveAddress(world)
    world.now = at(firstDay)
    await tell()
    await handOver(world)
    for (const table of ['mail_messages', 'phone_addresses'] as const) {
      await world.held.store.db.deleteFrom(table).execute()
    }
    expect(await giveAddress(world)).toBe(clientId)
    world.now = at(addDays(firstDay, 1))
    expect([await tell(), await handOver(world)]).toEqual([0, 0])
  })

  it('do not reach who has left the walk, who has unsubscribed, and nobody weeks too late', async () => {
    const clientId = await giveAddress(world, 'anna')
    world.now = at(firstDay)
    await tell()
    const left = { left_at: new Date(world.now) }
    await world.held.store.db
      .updateTable('walk_members')
      .set(left)
      .where('client_id', '=', clientId)
      .execute()
    await handOver(world)
    expect(await statesOf(world)).toEqual(['withdrawn: subject-gone'])
    world.now = at(addDays(monthsAfter(reportDay, 3), 28))
    expect(await tell()).toBe(0)
    expect(world.smtp.mails).toEqual([])
  })
})
