import { beforeEach } from 'vitest'
import {
  handOverNotifications,
  type NotificationRun,
} from '../../../server/web-push/hand-over-notifications.ts'
import type { PushPayload } from '../../../shared/message/push-payload.ts'
import { mailConfig } from '../mail/mail-town-config.ts'
import { mailStart } from '../mail/mail-town.ts'
import { seedMunicipality, type TestMunicipality } from '../fixtures/people.ts'
import { sameOrigin } from '../server/build-test-app.ts'
import { storeWithApp, type StoreWithApp } from '../server/store-with-app.ts'
import { phoneKeys, type PhoneKeys } from './phone-keys.ts'
import { openPushStage, type PushStage } from './push-stage.ts'

export interface PushTown {
  held: StoreWithApp
  town: TestMunicipality
  service: PushStage
  keys: PhoneKeys
  /** The server's clock. */
  now: number
}

/** A town and a push service of its own, both made anew before every test of a file. */
export function pushTown(): PushTown {
  const world = { now: mailStart } as PushTown
  const pushServices: string[] = []
  world.held = storeWithApp({ now: () => world.now, config: { pushServices } })
  beforeEach(async () => {
    world.now = mailStart
    await world.held.store.truncate()
    world.town = await seedMunicipality(world.held.store)
    world.service = await openPushStage()
    world.keys = phoneKeys()
    pushServices.splice(0, Infinity, world.service.origin)
    return () => world.service.close()
  })
  return world
}

type PhoneName = keyof TestMunicipality['phones']

export const callNotifications = (
  { held, town }: PushTown,
  method: 'GET' | 'PUT' | 'DELETE',
  { name = 'anna', payload }: { name?: PhoneName; payload?: object } = {},
) =>
  held.testApp.app.inject({
    ...{ method, url: '/api/notifications' },
    headers: { ...sameOrigin, cookie: town.phones[name].cookie },
    ...(payload ? { payload } : {}),
  })

/** What Anna's browser would ask for. */
export const subscriptionOf = ({ service, keys }: PushTown, endpoint = '/phone-of-anna') => ({
  endpoint: endpoint.startsWith('/') ? `${service.origin}${endpoint}` : endpoint,
  ...{ p256dh: keys.p256dh, auth: keys.auth, language: 'da' },
})

export async function askForNotifications(world: PushTown): Promise<void> {
  const { statusCode, body } = await callNotifications(world, 'PUT', {
    payload: subscriptionOf(world),
  })
  if (statusCode !== 200) throw new Error(body)
}

export const tellPhones = (
  { held: { store }, now }: PushTown,
  changes: Partial<NotificationRun> = {},
): Promise<number> =>
  handOverNotifications({
    ...{ store, config: mailConfig(null), now: () => now, isClosing: () => false, ...changes },
  })

/** What Anna's phone could read of everything that came. */
export const shownOf = ({ service, keys }: PushTown): PushPayload[] =>
  service.received.map(({ body }) => JSON.parse(keys.decrypt(body)) as PushPayload)
