import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { readMail, type ReadMail } from './read-mail.ts'

/**
 * What the server does. `greylist`: 451 to each recipient the first time. `stall`: no answer to the recipient. `silent`, `cut`: takes the whole
 * mail and never answers, or ends the connection. `late-refusal`: 554 after the mail.
 */
type SmtpMood = 'take' | 'refuse' | 'greylist' | 'stall' | 'silent' | 'cut' | 'late-refusal'

export interface SmtpStage {
  url: string
  /** Everything that came in whole, whatever was answered. */
  mails: ReadMail[]
  /** Times somebody was named as a recipient. */
  asked: string[]
  mood: SmtpMood
  /** Resolves as soon as somebody was named as a recipient. */
  firstAsked: Promise<void>
  close(): Promise<void>
}

const refusal = (responseCode: number, words: string) =>
  Object.assign(new Error(words), { responseCode })

/** A real mail server on a port of its own. */
export async function openSmtpStage(): Promise<SmtpStage> {
  let noteFirst = () => {}
  const firstAsked = new Promise<void>((resolve) => {
    noteFirst = resolve
  })
  const stage = { mails: [] as ReadMail[], asked: [] as string[], mood: 'take' as SmtpMood }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const isKnown = stage.asked.includes(address)
      stage.asked.push(address)
      noteFirst()
      if (stage.mood === 'stall') return
      if (stage.mood === 'refuse') return done(refusal(550, `5.1.1 No such user <${address}>`))
      if (stage.mood === 'greylist' && !isKnown) return done(refusal(451, '4.7.1 Try again later'))
      done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        stage.mails.push(readMail(Buffer.concat(chunks).toString('utf8')))
        if (stage.mood === 'silent') return
        if (stage.mood === 'cut') return cut(server, session)
        done(stage.mood === 'late-refusal' ? refusal(554, '5.7.1 Not wanted') : null)
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return Object.assign(stage, {
    url: `smtp://127.0.0.1:${String(port)}`,
    firstAsked,
    close: async () => {
      for (const { id } of server.connections) cut(server, { id })
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  })
}

function cut({ connections }: SMTPServer, { id }: Pick<SMTPServerSession, 'id'>): void {
  for (const connection of connections) {
    if (connection.id === id) connection._socket.destroy()
  }
}
