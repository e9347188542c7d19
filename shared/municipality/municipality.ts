import type { BoundingBox } from '../geo.ts'
import type { Uuid } from '../identifiers.ts'
import type { Timestamp } from '../timestamps.ts'
import type { Party } from './party.ts'

/** Who is responsible for what people write here: the text shown before joining (domain.md §13.7). */
export interface PrivacyNotice {
  controller: string
  contact: string
  retentionMonths: number
  /** After how many months texts of closed findings go as well; absent keeps them. */
  textMonths?: number
}

export interface MunicipalityProfile {
  id: Uuid
  name: string
  timeZone: string
  /** Positions outside are refused: swapped axes or a wrong city (domain.md §12). */
  bounds: BoundingBox
  parties: Party[]
  privacy: PrivacyNotice
  /** Numbers to call, shown for severity 4 and `adf.*`. */
  emergency: { lifeAtRisk: string; police: string }
}

/** Which efforts (domain.md §15) a category feeds; a category without a line feeds none. */
export interface CategoryEfforts {
  category: string
  efforts: readonly string[]
}

/** Days after a change of its months in which nothing of a municipality is deleted. */
export const retentionNoticeDays = 30

/** Names and photos go first: texts are kept as long, or longer. */
export const isRetention = ({
  retentionMonths,
  textMonths = retentionMonths,
}: Pick<PrivacyNotice, 'retentionMonths' | 'textMonths'>): boolean => textMonths >= retentionMonths

/** The municipality as the server keeps it, also the body of its feed row. */
export interface Municipality extends MunicipalityProfile {
  categoryEfforts: readonly CategoryEfforts[]
  /** From when what is due is deleted; absent until the months were changed once. */
  retentionFrom?: Timestamp
}

/** What happens to a municipality, as its history records it. */
export type MunicipalityEventKind = 'category-efforts-set' | 'retention-set'
