import type { Static, TObject } from 'typebox'
import type { ChangeFeed } from '../feed/change-feed.ts'
import type { MailConfig } from '../mail/mail-settings.ts'
import type { Store } from '../store/database/database.ts'
import type { MapSet } from '../store/map/map-set.ts'
import type { PhotoFiles } from '../store/photos/photo-files.ts'

/** What a job may use. */
export interface JobSurroundings {
  store: Store
  feed: ChangeFeed
  photoFiles: PhotoFiles
  /** Null without an own map. */
  map: MapSet | null
  config: MailConfig
  /** Server time, milliseconds since 1970 UTC. */
  now: () => number
  /** The process is about to stop: long work ends after the piece at hand. */
  isClosing: () => boolean
}

/** Work that runs later, outside of any request, in whichever process has room (docs/adr/0017). */
export interface Job<Payload extends TObject = TObject> {
  /** Name of its queue. Rows in the store carry it, so it never changes. */
  name: string
  /** Ids and numbers only, never a person's words: the store and backups keep payloads for days. */
  payload: Payload
  /**
   * `inside`: changes only the store and its files, and can be run any number of times. It runs again after a crash and after a restore.
   * `outside`: people get something that cannot be taken back, a mail for example. It is not run again when an attempt ended without a
   * result, because nobody knows whether it had its effect; nor when it was queued before the store was restored, because it may have
   * run since. Where the job knows that nothing happened it throws `EffectNotDoneError`, and is tried again.
   */
  effect: 'inside' | 'outside'
  /** Cron expression in UTC. A time that was missed while no server ran is made up for once. Only for `inside`. */
  schedule?: string
  /** Also queued when a process starts: an earlier one may have left work behind. */
  atStart?: true
  /** At most one waits, however often it is asked for. */
  isSingle?: true
  run(surroundings: JobSurroundings, payload: Static<Payload>): Promise<unknown>
}

/** Nothing has reached anybody: the same job may be tried again. */
export class EffectNotDoneError extends Error {
  override name = 'EffectNotDoneError'
}
