import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { MessageReason } from '../../shared/message/message.ts'
import type { MunicipalityProfile } from '../../shared/municipality/municipality.ts'
import type { Database } from '../store/database/schema.ts'
import { mailLinkOf } from '../store/messages/mail-link-store.ts'
import type { StoredMessage } from '../store/messages/message-claims.ts'
import { allKinds } from './all-kinds.ts'
import { composeMessage, type ComposedMessage } from './compose-message.ts'
import { findRecipient } from './find-recipient.ts'
import type { StatusPageFor } from './status-page-for.ts'
import { linkOriginOf, unsubscribePath, type MailConfig } from './mail-settings.ts'

export interface PreparedMessage extends ComposedMessage {
  to: string
  /** Without angle brackets and host. */
  localId: string
  unsubscribeLink: string
}

export type Preparation = { prepared: PreparedMessage } | { withdrawn: MessageReason }

export interface MailSurroundings {
  db: Kysely<Database>
  config: MailConfig
  municipality: MunicipalityProfile
  statusPageFor: StatusPageFor
}

/** The row names a kind that this version of the program does not have. */
class UnknownKindError extends Error {
  override name = 'UnknownKindError'
}

/** Looks up to whom a message goes and what it says at this moment; or why nobody is to get it any more. */
export async function prepareMessage(
  { db, config, municipality, statusPageFor }: MailSurroundings,
  message: StoredMessage,
): Promise<Preparation> {
  const kind = allKinds.find(({ name }) => name === message.kind)
  if (!kind) throw new UnknownKindError(message.kind)
  const recipient = await findRecipient(db, message)
  if (!recipient) return { withdrawn: 'no-address' }
  const { email, language } = recipient
  const link = await mailLinkOf(db, { municipalityId: message.municipalityId, email })
  if (link.isOptedOut) return { withdrawn: 'unsubscribed' }
  const reading = await kind.read({ db, municipality, statusPageFor }, message)
  if ('withdrawn' in reading) return reading
  const origin = linkOriginOf(config)
  const unsubscribeLink = `${origin}${unsubscribePath}/${link.token}`
  const composed = composeMessage({
    ...{ kind, facts: reading.facts, language, municipality, origin, unsubscribeLink },
  })
  return { prepared: { ...composed, to: email, localId: localIdOf(message), unsubscribeLink } }
}

/** The same for the same message, also after a restore, so that mail programs recognise one that came before. */
const localIdOf = (message: StoredMessage): string => {
  const { municipalityId, kind, subjectId, recipientId, number } = message
  return createHash('sha256')
    .update([municipalityId, kind, subjectId, recipientId, number].join(' '))
    .digest('hex')
    .slice(0, 40)
}
