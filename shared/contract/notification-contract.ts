import Type from 'typebox'
import { oneOf } from '../sync/schema-parts.ts'
import { languages, type Language } from '../text/language.ts'
import { closed } from './contract-parts.ts'

const Base64Url = (length: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{${String(length)}}$` })

/** What the person of a phone reads of the notifications on it. */
export interface OwnNotifications {
  /** With which the browser subscribes (VAPID, RFC 8292), base64url. */
  publicKey: string
  /** Where notifications go now; null when the person has not asked for any. */
  endpoint: string | null
}

/** Notifications on the own phone, for those who ask for them. */
export const notificationContract = {
  readNotifications: {
    method: 'GET',
    path: '/api/notifications',
    access: 'device',
    response: { 200: Type.Unsafe<OwnNotifications>(Type.Unknown()) },
  },
  /** Asks for them: what the browser's subscription is. Addresses of others than push services are refused (`invalid-arguments`). */
  askForNotifications: {
    method: 'PUT',
    path: '/api/notifications',
    access: 'device',
    body: Type.Object(
      {
        endpoint: Type.String({ minLength: 1, maxLength: 2_000 }),
        /** A point of P-256, uncompressed: 65 bytes. */
        p256dh: Base64Url(87),
        /** 16 bytes. */
        auth: Base64Url(22),
        language: Type.Unsafe<Language>(oneOf(languages)),
      },
      closed,
    ),
    response: { 200: Type.Unsafe<OwnNotifications>(Type.Unknown()) },
  },
  endNotifications: {
    method: 'DELETE',
    path: '/api/notifications',
    access: 'device',
    response: { 204: Type.Null() },
  },
} as const
