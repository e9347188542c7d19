import { createAnswerStorage, type AnswerStorage } from '../../local/answers/answer-storage.ts'
import { openCacheDatabase } from '../../local/database/cache-database.ts'
import { createCaptureStorage, type CaptureStorage } from '../../local/capture/capture-storage.ts'
import { idleDelivery } from '../../local/pins/delivery-status.ts'
import { createNotices } from '../../local/phone/notices.ts'
import { createObservationCache } from '../../local/database/observation-cache.ts'
import { openOutboxDatabase } from '../../local/database/outbox-database.ts'
import type { PhoneContext } from '../../local/phone/phone-context.ts'
import { makeId } from '../../local/phone/phone-environment.ts'
import { createPhoneStorage, type PhoneStorage } from '../../local/phone/phone-storage.ts'
import { readWalks } from '../../local/walks/walk-memory.ts'
import { createPinList, type LivePinList } from '../../local/pins/pin-list.ts'
import { createApiClient, type ApiClient } from '../http/api-client.ts'
import { createEventStream } from '../http/server-events.ts'
import { createJoinedWalks, type JoinedWalks } from './joined-walks.ts'
import type { SyncEnvironment } from './sync-environment.ts'
import { LiveSyncLoop, type SyncLoop } from '../loop/sync-loop.ts'
import { SyncRunner } from '../loop/sync-runner.ts'

/** The engine of a phone without its map; the convergence tests run all of it. */
export interface Phone {
  context: PhoneContext
  pins: LivePinList
  capture: CaptureStorage
  answers: AnswerStorage
  walks: JoinedWalks
  sync: SyncLoop
  /** Runs single cycles, for a caller that decides itself when to run. */
  runner: SyncRunner
  api: ApiClient
  storage: PhoneStorage
}

interface PhoneOptions {
  environment: SyncEnvironment
  /** Deletes downloaded map tiles; returns whether there were any. */
  dropTiles: () => Promise<boolean>
  report: (error: unknown) => void
}

export function createPhone({ environment, dropTiles, report }: PhoneOptions): Phone {
  const cacheDatabase = openCacheDatabase(environment)
  const context: PhoneContext = {
    environment,
    outbox: openOutboxDatabase(environment),
    cache: createObservationCache(cacheDatabase, () => makeId(environment)),
    notices: createNotices(environment.openChannel('lygte-notices')),
    delivery: { status: idleDelivery() },
  }
  const pins = createPinList(context)
  const api: ApiClient = createApiClient({
    network: environment,
    onContact: (contact) => runner.noteContact(contact),
  })
  const runner = new SyncRunner({ context, environment, api, report })
  const events = createEventStream({
    network: environment,
    page: environment.page,
    onContact: (contact) => runner.noteContact(contact),
    hasReason: () =>
      context.outbox.read(['identity'], async (tx) => (await readWalks(tx)).length > 0),
  })
  const sync = new LiveSyncLoop({ environment, runner, notices: context.notices, events })
  const walks = createJoinedWalks({
    context,
    api,
    onJoined: () => sync.wake('signed-in'),
    onChanged: () => sync.wake('save'),
  })
  const closeAll = () => {
    sync.stop()
    context.outbox.close()
    cacheDatabase.close()
  }
  const storage = createPhoneStorage({ context, dropTiles, closeAll })
  const capture = createCaptureStorage(context, pins)
  const answers = createAnswerStorage(context)
  return { context, pins, capture, answers, walks, sync, runner, api, storage }
}
