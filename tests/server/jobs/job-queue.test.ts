import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allJobs } from '../../../server/jobs/all-jobs.ts'
import { EffectNotDoneError, type Job } from '../../../server/jobs/job.ts'
import { databaseOf } from '../../../server/jobs/open-boss.ts'
import { replaceEpoch, readEpoch } from '../../../server/store/database/server-meta.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestQueue, testJob, type TestQueue } from '../../support/jobs/test-queue.ts'

let store: TestDatabase
let ran: string[] = []
let fails: Error | undefined
const opened: TestQueue[] = []

const note = (name: string) => async (number: number) => {
  ran.push(`${name} ${String(number)}`)
  if (fails) throw fails
}
const inside = testJob('test-inside', 'inside', note('inside'))
const outside = testJob('test-outside', 'outside', note('outside'))
const single: Job<(typeof inside)['payload']> = {
  ...testJob('test-single', 'inside', note('single')),
  isSingle: true,
}

beforeAll(async () => {
  store = await openTestDatabase()
})
beforeEach(async () => {
  await store.truncate()
  ran = []
  fails = undefined
})
afterAll(async () => {
  for (const { queue } of opened) await queue.close()
  await store.drop()
})

function open(): TestQueue {
  const made = openTestQueue(store, [inside, outside, single])
  opened.push(made)
  return made
}

const makeDue = () => store.pool.query('update jobs.job set start_after = now()')
const rows = async () =>
  (await store.pool.query<{ state: string; output: unknown }>('select * from jobs.job')).rows

describe('the queue of jobs', () => {
  it('has in our migration the tables that the installed version of its library expects', async () => {
    const boss = new PgBoss({ db: databaseOf(store), schema: 'jobs', migrate: false })
    expect(await boss.detectSchemaDrift()).toMatchObject({ ok: true, extraIndexes: [] })
  })

  it('runs a job once, with its payload', async () => {
    const { queue } = open()
    await queue.send(inside, { number: 7 })
    await queue.settled()
    await queue.settled()
    expect(ran).toEqual(['inside 7'])
  })

  it('runs each job in one process only when two look for work at the same time', async () => {
    const [one, other] = [open(), open()]
    for (let number = 1; number <= 12; number += 1) await one.queue.send(inside, { number })
    await Promise.all([one.queue.settled(), other.queue.settled()])
    expect(ran).toHaveLength(12)
    expect(new Set(ran).size).toBe(12)
  })

  it('queues a job with the transaction it was sent in, and not when that is rolled back', async () => {
    const { queue } = open()
    const send = (number: number, end: () => void) =>
      store.db.transaction().execute(async (tx) => {
        await queue.send(inside, { number }, { within: tx })
        end()
      })
    const failed = send(1, () => {
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    await send(2, () => undefined)
    await queue.settled()
    expect(ran).toEqual(['inside 2'])
  })

  it('keeps one waiting job of those of which one is enough', async () => {
    const { queue } = open()
    for (let number = 1; number <= 5; number += 1) await queue.send(single, { number })
    await queue.settled()
    expect(ran).toEqual(['single 1'])
  })

  it('tries a failed job again, and keeps no message of its error', async () => {
    const { queue, reports } = open()
    fails = new TypeError('Naboen Jens Hansen')
    await queue.send(inside, { number: 1 })
    await queue.settled()
    expect(reports).toEqual(['test-inside: TypeError'])
    const [row] = await rows()
    expect(row?.state).toBe('retry')
    expect(JSON.stringify(row)).toContain('TypeError')
    expect(JSON.stringify(row)).not.toContain('Jens')
    fails = undefined
    await makeDue()
    await queue.settled()
    expect(ran).toEqual(['inside 1', 'inside 1'])
  })
})

describe('a job whose effect reaches people', () => {
  it('is tried again when it says that nothing has happened', async () => {
    const { queue } = open()
    fails = new EffectNotDoneError()
    await queue.send(outside, { number: 1 })
    await queue.settled()
    fails = undefined
    await makeDue()
    await queue.settled()
    expect(ran).toEqual(['outside 1', 'outside 1'])
  })

  it('is held for a person after any other failure, because it may have had its effect', async () => {
    const { queue, reports } = open()
    fails = new Error('connection lost after sending')
    await queue.send(outside, { number: 1 })
    await queue.settled()
    fails = undefined
    await makeDue()
    await queue.settled()
    expect(ran).toEqual(['outside 1'])
    expect(reports.at(-1)).toBe('test-outside: JobHeldError')
    expect((await rows()).map(({ state }) => state)).toEqual(['cancelled'])
  })

  it('is held when the store has a new epoch, because it may have run since', async () => {
    const { queue, reports } = open()
    await queue.send(outside, { number: 1 })
    await queue.send(inside, { number: 2 })
    await replaceEpoch(store, { from: await readEpoch(store), to: someUuid() })
    await queue.send(outside, { number: 3 })
    await queue.settled()
    expect(ran.sort()).toEqual(['inside 2', 'outside 3'])
    expect(reports).toEqual(['test-outside: JobHeldError'])
  })
})

describe('every job of the product', () => {
  it('has a name of its own, and a schedule only when running it twice is harmless', () => {
    expect(new Set(allJobs.map(({ name }) => name)).size).toBe(allJobs.length)
    const scheduled = allJobs.filter(({ schedule }) => schedule !== undefined)
    expect(scheduled.map(({ effect }) => effect)).toEqual(scheduled.map(() => 'inside'))
  })

  it('runs on an empty store', async () => {
    const made = openTestQueue(store, allJobs)
    opened.push(made)
    const { queue, reports } = made
    for (const job of allJobs) await queue.send(job, {})
    await queue.settled()
    expect(reports).toEqual([])
    const states = (await rows()).map(({ state }) => state)
    expect(new Set(states)).toEqual(new Set(['completed']))
  })
})
