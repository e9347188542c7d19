import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { releaseMessage } from '../../../server/store/messages/outbox-store.ts'
import { hardKill } from '../../support/faults/hard-kill.ts'
import {
  giveAddress,
  handOver,
  mailTown,
  minute,
  outboxOf,
  statesOf,
  writeTo,
} from '../../support/mail/mail-town.ts'
import { repositoryRoot } from '../../support/repository.ts'
import { endWithUs } from '../../support/server/end-with-us.ts'
import { ownEnvironment } from '../../support/server/own-environment.ts'

const world = mailTown()

it('sends none again by itself that was marked when its process was killed, and once when a coordinator says so', async () => {
  const clientId = await giveAddress(world)
  const to = { municipalityId: world.town.id, clientId, now: world.now }
  await writeTo(world.held.store, to, { count: 2 })
  // Both are marked and named to the server; nothing of them is sent.
  world.smtp.mood = 'stall'
  const { address } = world.held.store
  const args = [JSON.stringify(address), world.smtp.url, String(world.now)]
  const child = fork(join(repositoryRoot, 'tests/support/mail/mail-process.ts'), args, {
    env: ownEnvironment(),
  })
  endWithUs(child)
  await expect.poll(() => world.smtp.asked.length, { timeout: 30_000 }).toBe(2)
  const ended = once(child, 'exit')
  hardKill(child.pid)
  await ended
  expect(await statesOf(world)).toEqual(['handing-over', 'handing-over'])

  world.smtp.mood = 'take'
  expect(await handOver(world)).toBe(0)
  world.now += 6 * minute
  expect(await handOver(world)).toBe(0)
  expect(await statesOf(world)).toEqual(['unknown: crashed', 'unknown: crashed'])
  expect(world.smtp.mails).toEqual([])

  const [message] = await outboxOf(world)
  const step = { municipalityId: world.town.id, id: message?.id ?? '', now: new Date(world.now) }
  const { db } = world.held.store
  const released = await Promise.all(
    [1, 2].map(() => releaseMessage(db, { ...step, base: 'unknown' })),
  )
  expect(released.sort()).toEqual([false, true])
  expect(await handOver(world)).toBe(1)
  expect(world.smtp.mails).toHaveLength(1)
}, 60_000)
