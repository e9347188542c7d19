import { sql } from 'kysely'
import { isInFeed } from '../../../shared/sync/registry.ts'
import type { SubjectBodies, SubjectKind } from '../../../shared/sync/subject.ts'
import type { StatementPart } from '../database/statement-parts.ts'
import { observationParts } from '../observations/observation-store.ts'
import { observedParts } from '../ratings/observed-store.ts'
import { ratingParts, walkAnswerParts } from '../ratings/rating-store.ts'
import { replyParts } from '../replies/reply-store.ts'
import { voteParts } from '../votes/vote-store.ts'
import { municipalityParts } from '../walks/municipality-writer.ts'
import { walkParts } from '../walks/walk-store.ts'
import { wishParts } from '../wishes/wish-store.ts'
import { headMove, syncRowsUpsert, syncRowsOf, type SpaceKey } from './feed-store.ts'

/** A subject with the feed number of its last change. */
export type ChangedSubject = { [Kind in SubjectKind]: Changed<Kind> }[SubjectKind]
export interface Changed<Kind extends SubjectKind> {
  kind: Kind
  seq: bigint
  body: SubjectBodies[Kind]
}

/** What has changed in one space. */
export interface SpaceChanges {
  space: SpaceKey
  /** Each subject once. */
  changed: readonly ChangedSubject[]
  /** Of the space, after the changes. */
  head: bigint
}

type Writer<Kind extends SubjectKind> = (
  space: SpaceKey,
  changed: readonly Changed<Kind>[],
) => StatementPart[]

/** What each kind keeps beside its feed row; one that is not here is kept in its row alone. */
const writers: { [Kind in SubjectKind]?: Writer<Kind> } = {
  observation: observationParts,
  walk: walkParts,
  'stop-rating': ratingParts,
  'walk-answers': walkAnswerParts,
  'stop-observed': observedParts,
  'walk-vote': voteParts,
  municipality: municipalityParts,
  wish: wishParts,
  reply: replyParts,
}

/** Writes subjects whole, new or changed, puts them in the feed of their space and moves its head. Needs the lock. */
export function subjectParts({ space, changed, head }: SpaceChanges): StatementPart[] {
  if (changed.length === 0) return []
  // An observation puts its own row in the feed, so that its text travels once.
  const others = changed.filter(({ kind }) => kind !== 'observation' && isInFeed(kind))
  const rows = syncRowsUpsert(space.municipalityId, syncRowsOf(space, others.map(feedRow)))
  return [
    { name: 'moved', statement: headMove(space, head) },
    ...writersOf(changed, space),
    ...(others.length > 0 ? [{ name: 'fed_others', statement: sql`${rows}` }] : []),
  ]
}

const feedRow = ({ kind, seq, body }: ChangedSubject) => ({ kind, id: body.id, seq, body })

const writersOf = (changed: readonly ChangedSubject[], space: SpaceKey): StatementPart[] =>
  Object.entries(writers).flatMap(([kind, write]) => {
    const own = changed.filter((one) => one.kind === kind)
    return own.length > 0 ? (write as Writer<SubjectKind>)(space, own) : []
  })
