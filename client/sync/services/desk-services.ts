import type { ApiClient } from '../http/api-client.ts'
import type { DeskPush } from './desk-push.ts'
import type { EventStream } from '../http/server-events.ts'

/** Everything that the desk's screens get by `inject(deskServicesKey)`. */
export interface DeskServices {
  api: ApiClient
  push: DeskPush
  events: EventStream
}

export const deskServicesKey = Symbol('desk services')
