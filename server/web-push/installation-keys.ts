import type { Kysely } from 'kysely'
import webPush from 'web-push'
import type { Database } from '../store/database/schema.ts'
import { readPushKeys, type PushKeys } from '../store/web-push/push-keys.ts'

/** Returns the keys with which this installation calls push services; the first call makes them. */
export const installationKeys = (db: Kysely<Database>): Promise<PushKeys> =>
  readPushKeys(db, () => webPush.generateVAPIDKeys())
