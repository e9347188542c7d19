import MailComposer from 'nodemailer/lib/mail-composer'
import { plainLine } from '../letter/plain-line.ts'
import { linkOriginOf, senderOf, type MailConfig } from '../mail-settings.ts'
import type { PreparedMessage } from '../prepare-message.ts'

interface BuildOptions {
  config: MailConfig
  /** Shown as the sender. */
  municipality: string
  date: Date
}

/** Returns a mail as it goes over the wire. No value that people wrote is in a header but the name of the municipality. */
export function buildMail(
  { to, subject, text, html, localId, unsubscribeLink }: PreparedMessage,
  { config, municipality, date }: BuildOptions,
): Promise<Buffer> {
  const from = senderOf(config)
  const isSecure = linkOriginOf(config).startsWith('https:')
  const mail = new MailComposer({
    from: { name: plainLine(municipality), address: from },
    to: { name: '', address: to },
    ...{ subject, text, html, date },
    messageId: `<${localId}@${from.split('@')[1] ?? 'localhost'}>`,
    headers: {
      'List-Unsubscribe': `<${unsubscribeLink}>`,
      // One press in the mail program (RFC 8058), which asks for https.
      ...(isSecure ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
      'Auto-Submitted': 'auto-generated',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return mail.compile().build()
}
