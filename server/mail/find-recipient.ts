import type { Kysely } from 'kysely'
import { isEmailAddress } from '../../shared/message/email-address.ts'
import type { Language } from '../../shared/text/language.ts'
import type { Database } from '../store/database/schema.ts'
import { readPhoneAddress } from '../store/messages/address-store.ts'
import type { StoredMessage } from '../store/messages/message-claims.ts'
import { findActiveEmail } from '../store/identity/account-store.ts'
import { readWish } from '../store/wishes/wish-store.ts'

export interface Recipient {
  email: string
  language: Language
}

/** Returns where a message goes now, and in which language; undefined when its recipient has no address any more. */
export async function findRecipient(
  db: Kysely<Database>,
  message: StoredMessage,
): Promise<Recipient | undefined> {
  const found = await lookUp(db, message)
  return found && isEmailAddress(found.email) ? found : undefined
}

async function lookUp(
  db: Kysely<Database>,
  { municipalityId, recipientKind, recipientId }: StoredMessage,
): Promise<Recipient | undefined> {
  switch (recipientKind) {
    case 'phone':
      return readPhoneAddress(db, { municipalityId, clientId: recipientId })
    case 'wish': {
      const wish = await readWish(db, { municipalityId, wishId: recipientId })
      return wish && { email: wish.email.trim(), language: 'da' }
    }
    case 'account': {
      const email = await findActiveEmail(db, { municipalityId, accountId: recipientId })
      return email === undefined ? undefined : { email, language: 'da' }
    }
  }
}
