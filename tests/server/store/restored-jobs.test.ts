import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../server/store/database/database.ts'
import { openBackupStage, type BackupStage } from '../../support/databases/backup-stage.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestQueue, testJob, type TestQueue } from '../../support/jobs/test-queue.ts'

let stage: BackupStage
let ran: string[] = []
let opened: TestQueue[] = []

const mail = testJob('test-mail', 'outside', async (number) => ran.push(`mail ${String(number)}`))
const upkeep = testJob('test-upkeep', 'inside', async (number) =>
  ran.push(`upkeep ${String(number)}`),
)

beforeEach(async () => {
  stage = await openBackupStage()
  ran = []
  opened = []
})
afterEach(async () => {
  for (const { queue } of opened) await queue.close()
  await stage.close()
})

function open(store: Store): TestQueue {
  const made = openTestQueue(store, [mail, upkeep])
  opened.push(made)
  return made
}

async function queueAndSave(): Promise<void> {
  const { queue } = open(stage.source)
  await queue.send(mail, { number: 1 })
  await queue.send(upkeep, { number: 2 })
  await stage.save(stage.source)
}

describe('jobs that waited when a backup was made', () => {
  it('M10: after a restore, what reaches people is held and what stays inside is done', async () => {
    await queueAndSave()
    await stage.back(stage.target, someUuid())
    const { queue, reports } = open(stage.target)
    await queue.send(mail, { number: 3 })
    await queue.settled()
    expect(ran.sort()).toEqual(['mail 3', 'upkeep 2'])
    expect(reports).toEqual(['test-mail: JobHeldError'])
  })

  it('M10: after a move to another server, where nothing has happened since, all of it is done once', async () => {
    await queueAndSave()
    await stage.back(stage.target)
    const { queue, reports } = open(stage.target)
    await queue.settled()
    await queue.settled()
    expect(ran.sort()).toEqual(['mail 1', 'upkeep 2'])
    expect(reports).toEqual([])
  })

  it('can be put into a store that a server has once been started on', async () => {
    await queueAndSave()
    const { queue } = open(stage.target)
    await queue.settled()
    await stage.back(stage.target, someUuid())
    await queue.settled()
    expect(ran).toEqual(['upkeep 2'])
  })
})
