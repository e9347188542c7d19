import type { CaptureStorage } from '../local/capture-storage.ts'
import type { PhoneStorage } from '../local/phone-storage.ts'
import type { PinList } from '../local/pin.ts'
import type { ApiClient } from './api-client.ts'
import type { JoinedWalks } from './joined-walks.ts'
import type { OfflineArea } from './offline-area.ts'
import type { SyncLoop } from './sync-loop.ts'

/** Everything the walk app's screens get, by `inject(walkServicesKey)`. */
export interface WalkServices {
  pins: PinList
  capture: CaptureStorage
  walks: JoinedWalks
  sync: SyncLoop
  api: ApiClient
  area: OfflineArea
  storage: PhoneStorage
}

export const walkServicesKey = Symbol('walk services')
