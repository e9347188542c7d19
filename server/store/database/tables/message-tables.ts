import type { MessageReason, MessageState } from '../../../../shared/message/message.ts'
import type { Language } from '../../../../shared/text/language.ts'
import type { OrNull, Timestamptz, TimestamptzOrNull } from './column-types.ts'

// E-mails, and where they go (0060-mail-messages.sql).

export interface MailMessageTable {
  municipality_id: string
  id: string
  kind: string
  subject_id: string
  number: number
  recipient_kind: 'wish' | 'account' | 'phone'
  recipient_id: string
  walk_id: OrNull<string>
  finding_id: OrNull<string>
  caused_at: Timestamptz
  written_at: Timestamptz
  epoch: string
  state: MessageState
  reason: OrNull<MessageReason>
  answer: OrNull<string>
  tries: number
  next_try_at: Timestamptz
  claim_id: OrNull<string>
  claimed_until: TimestamptzOrNull
  changed_at: Timestamptz
}

export interface PhoneAddressTable {
  municipality_id: string
  client_id: string
  email: string
  language: Language
  given_at: Timestamptz
}

export interface MailLinkTable {
  token: string
  municipality_id: string
  address_hash: string
  opted_out_at: TimestamptzOrNull
}

// Notifications on phones (0070-web-push.sql).

export interface PushSubscriptionTable {
  municipality_id: string
  client_id: string
  endpoint: string
  p256dh: string
  auth: string
  language: Language
  given_at: Timestamptz
}

export interface PushNotificationTable {
  municipality_id: string
  client_id: string
  kind: string
  subject_id: string
  number: number
  walk_id: OrNull<string>
  finding_id: OrNull<string>
  epoch: string
  state: 'waiting' | 'sending' | 'sent' | 'dropped'
  tries: number
  next_try_at: Timestamptz
  written_at: Timestamptz
}
