import Type, { type Static } from 'typebox'
import type { PrivacyNotice } from '../municipality/municipality.ts'
import { replyWords } from '../reply/mutation-schemas.ts'
import type { ReplySummary, ReplyWords } from '../reply/reply.ts'
import type { Walk } from '../walk/walk.ts'
import { closed, IdParams, Secret, SecretBody, TypedCode } from './contract-parts.ts'

const AskedSchema = { code: TypedCode, secret: Secret }
const ReplySchema = Type.Object({ ...AskedSchema, ...replyWords }, closed)
export type ReplyGiven = Static<typeof ReplySchema>

/** What somebody who was invited reads before answering, and the answer that was given in this browser. */
export interface ReadInvitation {
  walk: Pick<
    Walk,
    'id' | 'title' | 'startsAt' | 'endsAt' | 'meetingPlace' | 'phase' | 'isStanding'
  > & { host: string | null }
  municipality: string
  timeZone: string
  privacy: PrivacyNotice
  /** Whether the code still lets a phone in. */
  isCodeOpen: boolean
  reply: (ReplyWords & { id: string; repliedAt: string }) | null
}

/** Answering an invitation without an account, and what those who plan the walk read of it. */
export const replyContract = {
  /** The secret is the browser's own; one that has answered opens its walk also after the code was closed. */
  readInvitation: {
    method: 'POST',
    path: '/api/replies/read',
    access: 'public',
    body: Type.Object(AskedSchema, closed),
    response: { 200: Type.Unsafe<ReadInvitation>(Type.Unknown()) },
  },
  /** One answer a secret: answering again changes it. */
  giveReply: {
    method: 'POST',
    path: '/api/replies',
    access: 'public',
    body: ReplySchema,
    response: { 204: Type.Null() },
  },
  eraseReply: {
    method: 'POST',
    path: '/api/replies/erase',
    access: 'public',
    body: SecretBody,
    response: { 204: Type.Null() },
  },
  countReplies: {
    method: 'GET',
    path: '/api/walks/:id/replies',
    access: 'member',
    params: IdParams,
    response: { 200: Type.Unsafe<ReplySummary>(Type.Unknown()) },
  },
} as const
