import type { Store } from '../database/database.ts'
import type { MemberKey } from '../walks/membership-store.ts'
import { linkHashOf } from '../wishes/wish-store.ts'
import { saveStatusLink } from './status-link-store.ts'

interface MailSurroundings {
  /** PUBLIC_ORIGIN: what people type. */
  origin: string
  now: number
  /** Unpredictable bytes. */
  randomBytes: (count: number) => Uint8Array
}

/**
 * Returns the address of a person's status page for one mail, or undefined when the person no longer takes part in the walk: then there is nothing to
 * write about. Every call makes a link of its own beside those of the person's phones and earlier mails, which go on working; the store keeps its
 * hash alone (docs/adr/0024-status-links.md). So call it when the mail is handed over and keep a placeholder until then, or the secret lies in the
 * queue. A mail that is handed over again has another link, and both work.
 */
export async function statusAddressForMail(
  store: Pick<Store, 'db'>,
  member: MemberKey,
  { origin, now, randomBytes }: MailSurroundings,
): Promise<string | undefined> {
  const secret = Buffer.from(randomBytes(32)).toString('base64url')
  const saved = await store.db.transaction().execute((tx) =>
    saveStatusLink(tx, {
      ...member,
      ...{ linkHash: linkHashOf(secret), phoneId: null, now: new Date(now), replacesOthers: false },
    }),
  )
  return saved.ok ? `${origin}/status/${secret}` : undefined
}
