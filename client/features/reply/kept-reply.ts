import type { ReplyWords } from '../../../shared/reply/reply.ts'
import { foldWalkCode } from '../../../shared/walk/walk-code.ts'
import { forget, readRememberedJson, remember } from '../../ui/saving/remembered.ts'

/** What this browser keeps of one answer: without the secret nobody can change it. */
export interface KeptReply {
  /** As `newSecret` made it. */
  secret: string
  /** The walk that the code opened then: a code may be given to another one. */
  walkId: string
  /** What was written and not received yet. */
  draft?: ReplyWords
}

const key = 'replies'
/** Nobody is invited to more walks at once; the oldest are dropped. */
const mostReplies = 20

const isKept = (value: unknown): value is KeptReply =>
  typeof value === 'object' &&
  value !== null &&
  'secret' in value &&
  typeof value.secret === 'string' &&
  'walkId' in value &&
  typeof value.walkId === 'string'

function readAll(): [string, KeptReply][] {
  const stored = readRememberedJson(key)
  if (typeof stored !== 'object' || stored === null) return []
  return Object.entries(stored).filter((one): one is [string, KeptReply] => isKept(one[1]))
}

export const readKept = (code: string): KeptReply | undefined =>
  readAll().find(([name]) => name === foldWalkCode(code))?.[1]

/** `undefined` deletes what is kept. */
export function keepReply(code: string, kept: KeptReply | undefined): void {
  const name = foldWalkCode(code)
  const others = readAll().filter(([other]) => other !== name)
  const all = kept ? [...others, [name, kept] as const] : others
  if (all.length === 0) forget(key)
  else remember(key, JSON.stringify(Object.fromEntries(all.slice(-mostReplies))))
}
