import Type from 'typebox'
import { makeReportFile } from '../report/make-report-file.ts'
import {
  countTry,
  dropFile,
  findWaitingFile,
  keepFile,
  noteProgress,
  type ReportFileKey,
} from '../store/reports/report-file-store.ts'
import { readMunicipalityIds } from '../store/walks/municipality-store.ts'
import type { Job, JobSurroundings } from './job.ts'

/**
 * Writes the map, the PDF and the Word file of report versions that have none yet, one at a time. Twice, or in two processes: the bytes
 * that are kept first stay.
 */
export const writeReportFilesJob: Job = {
  name: 'write-report-files',
  payload: Type.Object({}),
  effect: 'inside',
  // Making a version asks for it; this is for what a lost request or an erasure has left.
  schedule: '*/5 * * * *',
  atStart: true,
  isSingle: true,
  run: (surroundings) => writeReportFiles(surroundings),
}

type Surroundings = Pick<JobSurroundings, 'store' | 'photoFiles' | 'map' | 'isClosing'>

/** Returns how many files were tried. */
async function writeReportFiles(surroundings: Surroundings): Promise<number> {
  const { store, isClosing } = surroundings
  let tried = 0
  for (const municipalityId of await readMunicipalityIds(store.db)) {
    let key = await findWaitingFile(store.db, municipalityId)
    while (key && !isClosing()) {
      await writeFile(surroundings, key)
      tried += 1
      key = await findWaitingFile(store.db, municipalityId)
    }
  }
  return tried
}

async function writeFile(surroundings: Surroundings, key: ReportFileKey): Promise<void> {
  const { db } = surroundings.store
  await countTry(db, key)
  const content = await makeReportFile(surroundings, key, (made, all) =>
    noteProgress(db, key, { made, all }),
  )
  await (content ? keepFile(db, key, content) : dropFile(db, key))
}
