import type { Config } from '../config.ts'

/** What mail needs of the operator's settings. */
export type MailConfig = Pick<Config, 'smtpUrl' | 'smtpFrom' | 'publicOrigin' | 'port'>

/** Where links in mails lead; without PUBLIC_ORIGIN only people at this machine can follow them. */
export const linkOriginOf = ({ publicOrigin, port }: MailConfig): string =>
  publicOrigin ?? `http://localhost:${String(port)}`

/** The address that mails come from. Without a mail server it stands only in what people copy. */
export const senderOf = ({ smtpFrom }: MailConfig): string => smtpFrom ?? 'lygte@localhost'

/** The page, without a script, where one press unsubscribes an address. */
export const unsubscribePath = '/api/unsubscribe'
