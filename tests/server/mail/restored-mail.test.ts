import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { handOverMail } from '../../../server/mail/hand-over-mail.ts'
import { tellWalkers } from '../../../server/mail/tell-walkers.ts'
import { initialiseServerMeta } from '../../../server/store/database/server-meta.ts'
import type { Store } from '../../../server/store/database/database.ts'
import { listMessages, releaseMessage } from '../../../server/store/messages/outbox-store.ts'
import { openFeedback } from '../../../server/store/promises/feedback-store.ts'
import { openBackupStage, type BackupStage } from '../../support/databases/backup-stage.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { giveAddress, mailStart, minute, runOf, writeTo } from '../../support/mail/mail-town.ts'
import { openSmtpStage, type SmtpStage } from '../../support/mail/smtp-stage.ts'

let stage: BackupStage
let smtp: SmtpStage
let town: TestMunicipality
let clientId: string

beforeEach(async () => {
  stage = await openBackupStage()
  smtp = await openSmtpStage()
  await initialiseServerMeta(stage.source, someUuid())
  town = await seedMunicipality(stage.source)
  clientId = await giveAddress({ held: { store: stage.source } as never, town })
})
afterEach(async () => {
  await smtp.close()
  await stage.close()
})

const run = (store: Store, now: number) =>
  handOverMail(runOf({ held: { store } as never, smtp, now }))
const write = (store: Store, now: number, changes: Parameters<typeof writeTo>[2] = {}) =>
  writeTo(store, { municipalityId: town.id, clientId, now }, changes)
const open = async (store: Store) =>
  (await listMessages(store.db, { municipalityId: town.id, part: 'open' }, 10)).map(
    ({ id, state, reason }) => ({ id, state, reason }),
  )

describe('e-mails and backups', () => {
  it('what waited in a backup and was sent since is held after the restore, until a coordinator lets it go', async () => {
    await write(stage.source, mailStart)
    await stage.save(stage.source)
    expect(await run(stage.source, mailStart)).toBe(1)
    await stage.back(stage.target, someUuid())
    expect(await run(stage.target, mailStart + 60 * minute)).toBe(0)
    const [held] = await open(stage.target)
    expect(held).toMatchObject({ state: 'held', reason: 'restored' })
    expect(smtp.mails).toHaveLength(1)

    const now = new Date(mailStart + 61 * minute)
    const step = { municipalityId: town.id, id: held?.id ?? '', base: 'held' as const, now }
    expect(await releaseMessage(stage.target.db, step)).toBe(true)
    expect(await run(stage.target, now.getTime())).toBe(1)
    const ids = smtp.mails.map(({ headers }) => headers['message-id'])
    expect(new Set(ids).size).toBe(1)
  })

  it('what phones and jobs cause a second time after a restore is held, and what is new is sent', async () => {
    await stage.save(stage.source)
    const again = { subjectId: someUuid() }
    await write(stage.source, mailStart, again)
    expect(await run(stage.source, mailStart)).toBe(1)
    await stage.back(stage.target, someUuid())
    const restoredAt = mailStart + 60 * minute
    expect(await run(stage.target, restoredAt)).toBe(0)
    const causedAt = new Date(mailStart).toISOString()
    await write(stage.target, restoredAt + minute, { ...again, causedAt })
    await write(stage.target, restoredAt + minute)
    expect(await run(stage.target, restoredAt + 2 * minute)).toBe(1)
    expect(await open(stage.target)).toMatchObject([{ state: 'held', reason: 'restored' }])
    expect(smtp.mails).toHaveLength(2)
  })

  it('a feedback that was sent since the backup is written again after the restore, and held', async () => {
    const key = { municipalityId: town.id, walkId: town.walk.id }
    await openFeedback(stage.source.db, key, '2027-02-10')
    await stage.save(stage.source)
    expect(await tellWalkers(stage.source, mailStart)).toBe(1)
    expect(await run(stage.source, mailStart)).toBe(1)
    await stage.back(stage.target, someUuid())
    const restoredAt = mailStart + 60 * minute
    expect(await run(stage.target, restoredAt)).toBe(0)
    expect(await tellWalkers(stage.target, restoredAt)).toBe(1)
    expect(await run(stage.target, restoredAt + minute)).toBe(0)
    expect(await open(stage.target)).toMatchObject([{ state: 'held', reason: 'restored' }])
    expect(smtp.mails).toHaveLength(1)
  })

  it('what was handed over before a backup is not sent again, and after a move everything that waits goes', async () => {
    await write(stage.source, mailStart)
    await run(stage.source, mailStart)
    await write(stage.source, mailStart)
    await stage.save(stage.source)
    await stage.back(stage.target)
    expect(await run(stage.target, mailStart + minute)).toBe(1)
    expect(await open(stage.target)).toEqual([])
    expect(smtp.mails).toHaveLength(2)
  })
})
