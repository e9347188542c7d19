import type { ApiClient } from './api-client.ts'
import type { DeskPush } from './desk-push.ts'
import type { EventStream } from './event-stream.ts'

/** Everything the desk's screens get, by `inject(deskServicesKey)`. */
export interface DeskServices {
  api: ApiClient
  push: DeskPush
  events: EventStream
}

export const deskServicesKey = Symbol('desk services')
