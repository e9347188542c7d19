import type { ReplyGiven } from '../../../shared/contract/reply-contract.ts'
import { newSecret } from './ask-for-walk.ts'

/** An answer to an invitation as a browser sends it: somebody comes and needs nothing. */
export const replyGiven = (code: string, changes: Partial<ReplyGiven> = {}): ReplyGiven => ({
  code,
  secret: newSecret(),
  answer: 'coming',
  wheelchair: false,
  interpreter: null,
  other: '',
  ...changes,
})
