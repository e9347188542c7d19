import type { Config } from './config.ts'
import type { ChangeFeed } from './feed/change-feed.ts'
import type { RequestLimits } from './http/limits/request-limits.ts'
import type { Store } from './store/database/database.ts'
import type { MapSet } from './store/map/map-set.ts'
import type { PhotoFiles } from './store/photos/photo-files.ts'

/** Everything the app is given, so that tests can give something else. */
export interface Dependencies {
  config: Config
  /** Of package.json. */
  version: string
  store: Store
  /** Milliseconds since 1970 UTC. */
  now: () => number
  /** Unpredictable bytes: they become session secrets and names of photo files. */
  randomBytes: (count: number) => Uint8Array
  photoFiles: PhotoFiles
  feed: ChangeFeed
  /** Null without `MAP_FILE`, but for the demo. */
  map: MapSet | null
  /** Folder of the built client; null serves the API only. */
  clientFolder: string | null
  /** Absent: those of `request-limits.ts`. */
  requestLimits?: RequestLimits
}
