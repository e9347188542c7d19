import { describe, expect, test } from 'vitest'
import { buildClient } from '../../../support/phones/build-client.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import { noNetwork } from '../../../support/phones/scripted-api.ts'
import { letItRun } from '../../../support/phones/virtual-clock.ts'

const pageOn = (disk: PhoneDisk) => buildClient({ fetch: noNetwork, disk })
const rounds = Array.from({ length: 8 }, (_, round) => round)

/** Each begins a turn of the event loop after the one before, so that their steps interleave. */
const staggered = <T>(ask: (round: number) => Promise<T>) =>
  Promise.all(
    rounds.map(async (round) => {
      await letItRun(round)
      return ask(round)
    }),
  )

const keysOf = (client: ReturnType<typeof pageOn>) =>
  client.context.outbox.read(['identity'], (transaction) =>
    transaction.objectStore('identity').getAllKeys(),
  )

describe('the self-test of a phone’s storage', () => {
  test('succeeds however many parts of a page run it at the same time', async () => {
    const client = pageOn(new PhoneDisk())
    const before = await keysOf(client)
    const answers = await staggered(() => client.storage.selfTest())
    expect(new Set(answers)).toEqual(new Set(['ok']))
    expect(await keysOf(client)).toEqual(before)
  })

  test('succeeds in each of several tabs that run it at the same time', async () => {
    const disk = new PhoneDisk()
    const tabs = rounds.map(() => pageOn(disk))
    const answers = await staggered(async (round) => tabs[round]?.storage.selfTest())
    expect(new Set(answers)).toEqual(new Set(['ok']))
  })

  test('runs again for a caller that comes after the last result', async () => {
    const client = pageOn(new PhoneDisk())
    expect(await client.storage.selfTest()).toBe('ok')
    client.life.isFull = true
    expect(await client.storage.selfTest()).toBe('full')
  })

  test('leaves no record for ever when a tab dies in the middle of it', async () => {
    const disk = new PhoneDisk()
    const dying = pageOn(disk)
    const before = await keysOf(dying)
    dying.life.crashAt({ commit: 1, when: 'after' })
    await dying.life.run(() => dying.storage.selfTest()).catch(() => undefined)
    const next = pageOn(disk)
    next.clock.jump(3_600_000)
    expect(await next.storage.selfTest()).toBe('ok')
    expect(await keysOf(next)).toEqual(before)
  })
})

describe('the marker outside the database', () => {
  test('keeps the highest running number when two tabs store theirs in the wrong order', () => {
    const disk = new PhoneDisk()
    const [first, second] = [pageOn(disk), pageOn(disk)]
    const clientId = '0199a000-0000-7000-8000-00000000c001'
    second.context.outbox.mark({ clientId, highestSeq: 6 })
    first.context.outbox.mark({ clientId, highestSeq: 5 })
    expect(JSON.parse(disk.marker.getItem('lygte-outbox') ?? '')).toEqual({
      clientId,
      highestSeq: 6,
    })
    const other = '0199a000-0000-7000-8000-00000000c002'
    first.context.outbox.mark({ clientId: other, highestSeq: 2 })
    expect(disk.marker.getItem('lygte-outbox')).toContain('"highestSeq":2')
  })
})
