import { applyRetentionJob } from './apply-retention-job.ts'
import { cleanPhotosJob } from './clean-photos-job.ts'
import { collectTombstonesJob } from './collect-tombstones-job.ts'
import { dropUnclaimedPhotosJob } from './drop-unclaimed-photos-job.ts'
import { foldTalliesJob } from './fold-tallies-job.ts'
import { handOverMailJob } from './hand-over-mail-job.ts'
import { handOverNotificationsJob } from './hand-over-notifications-job.ts'
import type { Job } from './job.ts'
import { namePlacesJob } from './name-places-job.ts'
import { remindPartiesJob } from './remind-parties-job.ts'
import { tellWalkersJob } from './tell-walkers-job.ts'
import { writeReportFilesJob } from './write-report-files-job.ts'

/** Everything that runs later. */
export const allJobs: readonly Job[] = [
  cleanPhotosJob,
  foldTalliesJob,
  namePlacesJob,
  writeReportFilesJob,
  dropUnclaimedPhotosJob,
  collectTombstonesJob,
  applyRetentionJob,
  remindPartiesJob,
  tellWalkersJob,
  handOverMailJob,
  handOverNotificationsJob,
]
