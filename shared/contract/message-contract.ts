import Type from 'typebox'
import { messageStates, type MessageState, type VisibleMessage } from '../message/message.ts'
import { oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { languages, type Language } from '../text/language.ts'
import { closed, IdParams } from './contract-parts.ts'

/** Of the message, as the person saw it: what has happened meanwhile is not overwritten (`stale`). */
const BaseQuery = Type.Object({ base: oneOf(messageStates) }, closed)

/** What the person of a phone reads of the own address. */
export interface OwnAddress {
  /** Null for whoever gave none. */
  email: string | null
  /** Somebody has unsubscribed this address by the link in a mail. */
  isUnsubscribed: boolean
  /** False where this installation has no mail server: nothing is sent by itself. */
  isSending: boolean
}

/** E-mails: the outbox for coordinators, and the address that a walker may give. */
export const messageContract = {
  /** `open`, the usual: those that have not been handed over; `done`: the others. A page of them at most. */
  listMessages: {
    method: 'GET',
    path: '/api/messages',
    access: 'account',
    query: Type.Object(
      {
        part: Type.Optional(oneOf(['open', 'done'] as const)),
        walk: Type.Optional(UuidSchema),
        finding: Type.Optional(UuidSchema),
      },
      closed,
    ),
    response: {
      200: Type.Object(
        {
          messages: Type.Unsafe<VisibleMessage[]>(Type.Array(Type.Unknown())),
          hasMore: Type.Boolean(),
          isSending: Type.Boolean(),
          /** Of the whole outbox; empty where one walk or one finding is asked for. */
          counts: Type.Unsafe<Partial<Record<MessageState, number>>>(Type.Unknown()),
        },
        closed,
      ),
    },
  },
  /** Lets one go that was held or failed, or of which nobody knows whether it arrived. */
  sendMessage: {
    method: 'POST',
    path: '/api/messages/:id/send',
    access: 'account',
    params: IdParams,
    query: BaseQuery,
    response: { 204: Type.Null() },
  },
  /** Takes one out of the outbox, for example after it was sent by hand. */
  removeMessage: {
    method: 'DELETE',
    path: '/api/messages/:id',
    access: 'account',
    params: IdParams,
    query: BaseQuery,
    response: { 204: Type.Null() },
  },
  readAddress: {
    method: 'GET',
    path: '/api/address',
    access: 'device',
    response: { 200: Type.Unsafe<OwnAddress>(Type.Unknown()) },
  },
  giveAddress: {
    method: 'PUT',
    path: '/api/address',
    access: 'device',
    body: Type.Object(
      {
        email: Type.String({ maxLength: 1_000 }),
        language: Type.Unsafe<Language>(oneOf(languages)),
      },
      closed,
    ),
    response: { 200: Type.Unsafe<OwnAddress>(Type.Unknown()) },
  },
  takeBackAddress: {
    method: 'DELETE',
    path: '/api/address',
    access: 'device',
    response: { 204: Type.Null() },
  },
} as const

/** A page without a script, for whoever has the link of a mail. Reading it changes nothing. */
export const unsubscribeRoutes = {
  unsubscribePage: { method: 'GET', path: '/api/unsubscribe/:token', access: 'public' },
  unsubscribe: { method: 'POST', path: '/api/unsubscribe/:token', access: 'public' },
} as const
