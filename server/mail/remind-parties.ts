import { calendarDayOf } from '../../shared/timestamps.ts'
import type { Store } from '../store/database/database.ts'
import { accountsToRemind } from '../store/messages/overdue-findings.ts'
import { writeMessages } from '../store/messages/write-messages.ts'
import { readMunicipality, readMunicipalityIds } from '../store/walks/municipality-store.ts'

/**
 * Writes one reminder to each account whose parties have let a date pass, and returns how many. A second run on the same day writes none: the
 * day is the number of the message.
 */
export async function remindParties({ db }: Pick<Store, 'db'>, nowMs: number): Promise<number> {
  let written = 0
  for (const municipalityId of await readMunicipalityIds(db)) {
    const { timeZone } = await readMunicipality(db, municipalityId)
    const today = calendarDayOf(nowMs, timeZone)
    const number = Number(today.replaceAll('-', ''))
    await db.transaction().execute(async (tx) => {
      const accounts = await accountsToRemind(tx, { municipalityId, today })
      const messages = accounts.map((id) => ({
        kind: 'overdue',
        subjectId: id,
        number,
        recipient: { kind: 'account' as const, id },
        // Made up for after a restore of the same day, it may have been sent that morning.
        causedAt: `${today}T00:00:00.000Z`,
      }))
      await writeMessages(tx, { municipalityId, now: nowMs }, messages)
      written += messages.length
    })
  }
  return written
}
