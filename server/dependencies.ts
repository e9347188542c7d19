import type { Config } from './config.ts'
import type { ChangeFeed } from './feed/change-feed.ts'
import type { Job } from './jobs/job.ts'
import type { RequestLimits } from './http/limits/request-limits.ts'
import type { Store } from './store/database/database.ts'
import type { MapSet } from './store/map/map-set.ts'
import type { PhotoFiles } from './store/photos/photo-files.ts'

/** Everything that the app is given, so that tests can replace it. */
export interface Dependencies {
  config: Config
  /** The version in package.json. */
  version: string
  store: Store
  /** Milliseconds since 1970 UTC. */
  now: () => number
  /** Unpredictable bytes for session secrets and names of photo files. */
  randomBytes: (count: number) => Uint8Array
  photoFiles: PhotoFiles
  feed: ChangeFeed
  /** Null without `MAP_FILE`, except in the demo. */
  map: MapSet | null
  /** Folder of the built client; null serves the API only. */
  clientFolder: string | null
  /** Defaults to the limits of `request-limits.ts`. */
  requestLimits?: RequestLimits
  /** Absent: those of server/jobs/all-jobs.ts. */
  jobs?: readonly Job[]
}
