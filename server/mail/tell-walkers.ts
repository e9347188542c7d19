import { calendarDayOf } from '../../shared/timestamps.ts'
import type { Store } from '../store/database/database.ts'
import { writeFeedbackMessages } from '../store/messages/feedback-messages.ts'
import { readMunicipality, readMunicipalityIds } from '../store/walks/municipality-store.ts'

/**
 * Writes to those who walked that a promised feedback is there, and returns of how many feedbacks. A second run finds them told and writes none; a run
 * that dies has told all of a municipality or nothing.
 */
export async function tellWalkers({ db }: Pick<Store, 'db'>, nowMs: number): Promise<number> {
  let told = 0
  for (const municipalityId of await readMunicipalityIds(db)) {
    const { timeZone } = await readMunicipality(db, municipalityId)
    const day = { municipalityId, today: calendarDayOf(nowMs, timeZone), nowMs }
    told += await db.transaction().execute((tx) => writeFeedbackMessages(tx, day))
  }
  return told
}
