import { applyRetentionJob } from './apply-retention-job.ts'
import { cleanPhotosJob } from './clean-photos-job.ts'
import { collectTombstonesJob } from './collect-tombstones-job.ts'
import { dropUnclaimedPhotosJob } from './drop-unclaimed-photos-job.ts'
import { foldTalliesJob } from './fold-tallies-job.ts'
import type { Job } from './job.ts'
import { namePlacesJob } from './name-places-job.ts'

/** Everything that runs later. */
export const allJobs: readonly Job[] = [
  cleanPhotosJob,
  foldTalliesJob,
  namePlacesJob,
  dropUnclaimedPhotosJob,
  collectTombstonesJob,
  applyRetentionJob,
]
