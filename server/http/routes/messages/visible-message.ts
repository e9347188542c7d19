import type { VisibleMessage } from '../../../../shared/message/message.ts'
import { allKinds } from '../../../mail/all-kinds.ts'
import { findRecipient } from '../../../mail/find-recipient.ts'
import { prepareMessage, type MailSurroundings } from '../../../mail/prepare-message.ts'
import type { OutboxMessage } from '../../../store/messages/outbox-store.ts'

/** Returns a message for a coordinator; with its text as it would be sent now, as long as it can still be sent. */
export async function visibleMessage(
  surroundings: MailSurroundings,
  message: OutboxMessage,
): Promise<VisibleMessage> {
  const { id, state, reason, answer, tries, walkId, findingId } = message
  const isDone = state === 'handed-over' || state === 'withdrawn'
  const recipient = await findRecipient(surroundings.db, message)
  const written = isDone ? null : await textOf(surroundings, message)
  const kind = allKinds.find(({ name }) => name === message.kind)
  return {
    ...{ id, state, reason, answer, tries, walkId, findingId },
    writtenAt: message.writtenAt.toISOString(),
    changedAt: message.changedAt.toISOString(),
    nextTryAt: state === 'waiting' ? message.nextTryAt.toISOString() : null,
    subject: kind?.words[recipient?.language ?? 'da'].subject ?? message.kind,
    recipient: recipient?.email ?? null,
    text: written,
  }
}

/** Null for what would be withdrawn now, and for what cannot be written: its state says so, and the others are still shown. */
async function textOf(
  surroundings: MailSurroundings,
  message: OutboxMessage,
): Promise<string | null> {
  try {
    const preparation = await prepareMessage(surroundings, message)
    return 'prepared' in preparation ? preparation.prepared.text : null
  } catch (error) {
    if (message.reason === 'not-composed') return null
    throw error
  }
}
