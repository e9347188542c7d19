import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

/** A VAPID key pair (RFC 8292), base64url. */
export interface PushKeys {
  publicKey: string
  privateKey: string
}

/** Returns the installation's key pair; the first call makes it. Two processes that make one at once go on with the same. */
export async function readPushKeys(db: Kysely<Database>, make: () => PushKeys): Promise<PushKeys> {
  const known = await read(db)
  if (known) return known
  const { publicKey, privateKey } = make()
  await db
    .updateTable('server_meta')
    .set({ push_public_key: publicKey, push_private_key: privateKey })
    .where('push_public_key', 'is', null)
    .execute()
  return (await read(db)) ?? { publicKey, privateKey }
}

async function read(db: Kysely<Database>): Promise<PushKeys | undefined> {
  const row = await db
    .selectFrom('server_meta')
    .select(['push_public_key as publicKey', 'push_private_key as privateKey'])
    .executeTakeFirst()
  if (!row?.publicKey || !row.privateKey) return undefined
  return { publicKey: row.publicKey, privateKey: row.privateKey }
}
