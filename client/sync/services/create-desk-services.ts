import type { PhoneEnvironment } from '../../local/phone/phone-environment.ts'
import { createApiClient } from '../http/api-client.ts'
import { createDeskPush } from './desk-push.ts'
import type { DeskServices } from './desk-services.ts'
import { createEventStream } from '../http/server-events.ts'
import type { NetworkEnvironment, PageSignals } from './sync-environment.ts'

type DeskEnvironment = NetworkEnvironment &
  Pick<PhoneEnvironment, 'randomBytes' | 'tzOffsetMinutes'> & { page: PageSignals }

/** Builds everything that the desk's screens use; it stores nothing on the computer. Call `events.start()` once signed in. */
export function createDeskServices(environment: DeskEnvironment): DeskServices {
  const { clock, randomBytes, tzOffsetMinutes, page } = environment
  const api = createApiClient({ network: environment, isDesk: true })
  const push = createDeskPush({ api, clock, randomBytes, tzOffsetMinutes })
  const events = createEventStream({
    network: environment,
    page,
    isDesk: true,
    listensWhenHidden: true,
  })
  return { api, push, events }
}
