import type { AnswerStorage } from '../../local/answers/answer-storage.ts'
import type { CaptureStorage } from '../../local/capture/capture-storage.ts'
import type { PhoneStorage } from '../../local/phone/phone-storage.ts'
import type { PinList } from '../../local/pins/pin.ts'
import type { ApiClient } from '../http/api-client.ts'
import type { JoinedWalks } from './joined-walks.ts'
import type { OfflineArea } from '../offline-map/offline-area.ts'
import type { SyncLoop } from '../loop/sync-loop.ts'

/** Everything that the walk app's screens get by `inject(walkServicesKey)`. */
export interface WalkServices {
  pins: PinList
  capture: CaptureStorage
  answers: AnswerStorage
  walks: JoinedWalks
  sync: SyncLoop
  api: ApiClient
  area: OfflineArea
  storage: PhoneStorage
}

export const walkServicesKey = Symbol('walk services')
