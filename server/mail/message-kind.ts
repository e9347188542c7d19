import type { Kysely } from 'kysely'
import type { MessageReason } from '../../shared/message/message.ts'
import type { MunicipalityProfile } from '../../shared/municipality/municipality.ts'
import type { ReportLanguage } from '../../shared/report/words/report-language.ts'
import type { Language } from '../../shared/text/language.ts'
import type { Database } from '../store/database/schema.ts'
import type { StoredMessage } from '../store/messages/message-claims.ts'
import type { StatusPageFor } from './status-page-for.ts'

/** One piece of the body: a paragraph, somebody's words, a list, or a link on a line of its own. */
export type LetterPart =
  string | { quote: string } | { list: readonly string[] } | { link: string; label: string }

/** What every kind may use to write a letter. */
export interface LetterContext extends Pick<ReportLanguage, 'formats' | 'category'> {
  municipality: MunicipalityProfile
  /** Scheme and host that links begin with. */
  origin: string
}

/** Why a message is not to be sent any more. */
type Withdrawal = Extract<MessageReason, 'subject-gone' | 'restricted'>

export type Reading<Facts> = { facts: Facts } | { withdrawn: Withdrawal }

interface KindSurroundings {
  db: Kysely<Database>
  municipality: MunicipalityProfile
  statusPageFor: StatusPageFor
}

interface KindWords<Facts> {
  /** The same for everybody: no name, no place, nobody's words (docs/threat-model.md). */
  subject: string
  body: (facts: Facts, context: LetterContext) => LetterPart[]
}

/**
 * One kind of message, in a file of its own in `kinds/`, listed in `all-kinds.ts`. To add one: the file, its line in the list, and a call of
 * `writeMessages` in the transaction of the event that causes it.
 */
export interface MessageKind<Facts = unknown> {
  /** Rows of the outbox carry it, so it never changes. */
  name: string
  /** Reads what the letter says, as it is at this moment. What only some people may see must not be in it. */
  read: (surroundings: KindSurroundings, message: StoredMessage) => Promise<Reading<Facts>>
  words: Record<Language, KindWords<Facts>>
}

/** Keeps the type of a kind's facts to itself, so that kinds of all facts fit in one list. */
export const messageKind = <Facts>(kind: MessageKind<Facts>): MessageKind =>
  kind as unknown as MessageKind
