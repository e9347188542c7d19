import { once } from 'node:events'
import { writeReportFilesJob } from '../../../server/jobs/write-report-files-job.ts'
import { openDatabase, type DatabaseAddress } from '../../../server/store/database/database.ts'
import { openPhotoFiles } from '../../../server/store/photos/photo-files.ts'
import type { JobSurroundings } from '../../../server/jobs/job.ts'

/** Writes the files of reports as a server does, in a process of its own that stops at the first photo: `node report-process.ts <address> <photo folder>`. */
const [address = '{}', folder = ''] = process.argv.slice(2)
const photoFiles = await openPhotoFiles(folder)
photoFiles.read = async () => {
  process.send?.('reading a photo')
  await once(process, 'never')
  return undefined
}
const store = openDatabase({ ...(JSON.parse(address) as DatabaseAddress), poolSize: 4 })
const surroundings = { store, photoFiles, map: null, isClosing: () => false }
await writeReportFilesJob.run(surroundings as unknown as JobSurroundings, {})
