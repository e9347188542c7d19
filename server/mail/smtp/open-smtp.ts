import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import { readFailure, answerOf, type HandOverOutcome } from './hand-over-outcome.ts'

/** The mail server cannot be reached, or does not let us in; nothing was handed over. */
export class MailServerAwayError extends Error {
  override name = 'MailServerAwayError'
}

export interface SmtpTimeouts {
  /** Milliseconds until a connection and its greeting must be there. */
  connectMs: number
  /** Milliseconds of silence after which a connection is given up. */
  idleMs: number
}

export const smtpTimeouts: SmtpTimeouts = { connectMs: 15_000, idleMs: 60_000 }

interface Envelope {
  from: string
  to: string
}

/** One session with the mail server. Mails go through it one after the other. */
export interface SmtpSession {
  /** False once the connection has ended. */
  isOpen: () => boolean
  send(envelope: Envelope, mail: Buffer): Promise<HandOverOutcome>
  close(): void
}

/** Connects, and signs in when the address holds a name. Throws `MailServerAwayError`. */
export async function openSmtp(url: string, timeouts: SmtpTimeouts): Promise<SmtpSession> {
  const { auth, ...address } = parseConnectionUrl(url)
  const connection = new SMTPConnection({
    ...address,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.connectMs,
    dnsTimeout: timeouts.connectMs,
    socketTimeout: timeouts.idleMs,
  })
  let isOpen = true
  connection.on('end', () => {
    isOpen = false
  })
  await settledBy(connection, (done) => connection.connect(done))
  if (auth && !connection.authenticated) {
    const { user = '', pass = '' } = auth
    await settledBy(connection, (done) => connection.login({ user, pass }, done))
  }
  // What fails later fails in the callback of a mail.
  connection.on('error', () => {
    isOpen = false
  })
  return {
    isOpen: () => isOpen,
    send: (envelope, mail) => sendOne(connection, envelope, mail),
    close: () => connection.quit(),
  }
}

type Done = (error?: Error | null) => void

async function settledBy(connection: SMTPConnection, begin: (done: Done) => void): Promise<void> {
  const failed = (reject: (error: Error) => void) => (error: Error) => {
    connection.close()
    reject(new MailServerAwayError('The mail server is away', { cause: error }))
  }
  await new Promise<void>((resolve, reject) => {
    const fail = failed(reject)
    connection.once('error', fail)
    begin((error) => {
      if (error) return fail(error)
      connection.off('error', fail)
      resolve()
    })
  })
}

function sendOne(
  connection: SMTPConnection,
  envelope: Envelope,
  mail: Buffer,
): Promise<HandOverOutcome> {
  let hasBegun = false
  // Read only when the server has asked for the mail.
  const body = Readable.from(
    (function* () {
      hasBegun = true
      yield mail
    })(),
  )
  return new Promise((resolve) => {
    connection.send({ ...envelope, size: mail.length, use8BitMime: true }, body, (error, info) => {
      if (error) resolve(readFailure(error, hasBegun))
      else resolve({ state: 'handed-over', answer: answerOf(info?.response) })
    })
  })
}
