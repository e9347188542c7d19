import {
  giveBack,
  markHandingOver,
  settleMessage,
  type Claim,
  type MessageChange,
  type StoredMessage,
} from '../store/messages/message-claims.ts'
import { changeOf } from './change-of-outcome.ts'
import { senderOf } from './mail-settings.ts'
import { prepareMessage, type MailSurroundings, type PreparedMessage } from './prepare-message.ts'
import { serverAwayMs } from './retry-pauses.ts'
import { buildMail } from './smtp/build-mail.ts'
import { MailServerAwayError, type SmtpSession } from './smtp/open-smtp.ts'

export interface Batch extends MailSurroundings {
  /** `now` is read anew for each message. */
  claimOf: () => Claim
  messages: readonly StoredMessage[]
  connect: () => Promise<SmtpSession>
  isClosing: () => boolean
}

export interface BatchResult {
  handedOver: number
  isServerAway: boolean
  /** Of messages that could not be written; they are marked as failed. */
  errors: unknown[]
}

/** Sessions with the mail server at one time. */
const maxSessions = 4

/** Hands over what one run has claimed, over a few sessions side by side. */
export async function handOverBatch(batch: Batch): Promise<BatchResult> {
  const result: BatchResult = { handedOver: 0, isServerAway: false, errors: [] }
  const queue = [...batch.messages]
  const count = Math.min(maxSessions, queue.length)
  const outcomes = await Promise.allSettled(
    Array.from({ length: count }, () => work(batch, queue, result)),
  )
  if (queue.length > 0) {
    const claim = batch.claimOf()
    const pauseMs = result.isServerAway ? serverAwayMs : 0
    const nextTryAt = new Date(claim.now.getTime() + pauseMs)
    await giveBack(batch.db, claim, {
      reason: result.isServerAway ? 'server-away' : null,
      nextTryAt,
    })
  }
  result.errors.push(
    ...outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])),
  )
  return result
}

/** One session: it takes the next message until there is none, the server is away or the process stops. */
async function work(batch: Batch, queue: StoredMessage[], result: BatchResult): Promise<void> {
  let session: SmtpSession | undefined
  try {
    while (!result.isServerAway && !batch.isClosing()) {
      const message = queue.shift()
      if (!message) return
      try {
        if (!session?.isOpen()) session = await batch.connect()
      } catch (error) {
        if (!(error instanceof MailServerAwayError)) throw error
        // Connecting comes first, so nothing has happened to this message, and no link was made for it.
        queue.unshift(message)
        result.isServerAway = true
        return
      }
      const prepared = await prepare(batch, message, result)
      if (!prepared) continue
      if (await handOver(batch, { message, prepared, session })) result.handedOver += 1
      else session.close()
    }
  } finally {
    session?.close()
  }
}

/** Returns nothing when the message is not to be sent, or cannot be written. */
async function prepare(
  batch: Batch,
  message: StoredMessage,
  result: BatchResult,
): Promise<PreparedMessage | undefined> {
  const settle = (change: MessageChange) =>
    settleMessage(batch.db, batch.claimOf(), { id: message.id, ...change })
  try {
    const preparation = await prepareMessage(batch, message)
    if ('prepared' in preparation) return preparation.prepared
    await settle({ state: 'withdrawn', reason: preparation.withdrawn })
  } catch (error) {
    result.errors.push(error)
    await settle({ state: 'failed', reason: 'not-composed' })
  }
  return undefined
}

interface HandingOver {
  message: StoredMessage
  prepared: PreparedMessage
  session: SmtpSession
}

/** Returns whether the server has taken it. The row is marked first: a crash from here on leaves it marked, and nobody sends it again. */
async function handOver(
  { db, claimOf, config, municipality }: Batch,
  { message, prepared, session }: HandingOver,
): Promise<boolean> {
  const claim = claimOf()
  const mail = await buildMail(prepared, {
    ...{ config, municipality: municipality.name, date: claim.now },
  })
  if (!(await markHandingOver(db, claim, message.id))) return false
  const outcome = await session.send({ from: senderOf(config), to: prepared.to }, mail)
  const after = claimOf()
  const change = changeOf(outcome, message.tries + 1, after.now.getTime())
  await settleMessage(db, after, { id: message.id, ...change })
  return outcome.state === 'handed-over'
}
