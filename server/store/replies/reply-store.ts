import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import type { ReplySummary, ReplyWords } from '../../../shared/reply/reply.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import type { Changed } from '../spaces/subject-writers.ts'

export interface ReplyKey {
  municipalityId: Uuid
  walkId: Uuid
  replyId: Uuid
}

const names = sql`id, answer, wheelchair, interpreter, other, replied_at`

/** Writes replies, and what opens them. What was answered last under one secret stands. */
export function replyParts(
  { municipalityId, spaceId }: SpaceKey,
  changed: readonly Changed<'reply'>[],
): StatementPart[] {
  const replies = changed.map(({ body: { walkId: _, repliedAt, linkHash, ...reply } }) => ({
    ...reply,
    replied_at: repliedAt,
    link_hash: linkHash,
  }))
  const latest = [...new Map(replies.map((reply) => [reply.id, reply])).values()]
  const given = sql`jsonb_to_recordset(${JSON.stringify(latest)}::jsonb)`
  const saved = sql`
    insert into walk_replies (municipality_id, walk_id, ${names})
    select ${municipalityId}::uuid, ${spaceId}::uuid, ${names} from ${given} as item(id uuid, answer text, wheelchair boolean,
      interpreter text, other text, replied_at timestamptz)
    on conflict (municipality_id, walk_id, id) do update set answer = excluded.answer, wheelchair = excluded.wheelchair,
      interpreter = excluded.interpreter, other = excluded.other, replied_at = excluded.replied_at`
  const linked = sql`
    insert into reply_links (link_hash, municipality_id, walk_id, reply_id)
    select link_hash, ${municipalityId}::uuid, ${spaceId}::uuid, id from ${given} as item(link_hash text, id uuid)
    on conflict do nothing`
  return [
    { name: 'replies_saved', statement: saved },
    { name: 'reply_links_saved', statement: linked },
  ]
}

const linkColumns = [
  'municipality_id as municipalityId',
  'walk_id as walkId',
  'reply_id as replyId',
] as const

/** Returns what the secret of a browser opens. */
export const findReplyLink = (
  db: Kysely<Database>,
  linkHash: string,
): Promise<ReplyKey | undefined> =>
  db
    .selectFrom('reply_links')
    .select(linkColumns)
    .where('link_hash', '=', linkHash)
    .executeTakeFirst()

/** For the operator, who names a reply by its id alone; text that is no id finds none. */
export const findReplyById = (db: Kysely<Database>, text: string): Promise<ReplyKey | undefined> =>
  db
    .selectFrom('reply_links')
    .select(linkColumns)
    .where(sql`reply_id::text`, '=', text.trim().toLowerCase())
    .executeTakeFirst()

export interface KeptReply extends ReplyWords {
  id: Uuid
  repliedAt: string
}

export async function readReply(
  db: Kysely<Database>,
  { municipalityId, walkId, replyId }: ReplyKey,
): Promise<KeptReply | undefined> {
  const row = await db
    .selectFrom('walk_replies')
    .select(['id', 'answer', 'wheelchair', 'interpreter', 'other', 'replied_at'])
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('id', '=', replyId)
    .executeTakeFirst()
  if (!row) return undefined
  const { replied_at: repliedAt, ...reply } = row
  return { ...reply, repliedAt: repliedAt.toISOString() }
}

/** Returns how many have answered what, and what those who come need, in an order that says nothing of who answered when. */
export async function summariseReplies(
  db: Kysely<Database>,
  { municipalityId, walkId }: Omit<ReplyKey, 'replyId'>,
): Promise<ReplySummary> {
  const ofWalk = db
    .selectFrom('walk_replies')
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
  const [counted, needs] = await Promise.all([
    ofWalk
      .select(({ fn }) => ['answer', fn.countAll<string>().as('count')])
      .groupBy('answer')
      .execute(),
    ofWalk
      .select(['wheelchair', 'interpreter', 'other'])
      .where((column) =>
        column.or([
          column('wheelchair', '=', true),
          column('interpreter', 'is not', null),
          column('other', '<>', ''),
        ]),
      )
      .orderBy('wheelchair', 'desc')
      .orderBy('interpreter')
      .orderBy('other')
      .limit(limits.listPage + 1)
      .execute(),
  ])
  const countOf = (answer: string) =>
    Number(counted.find((one) => one.answer === answer)?.count ?? 0)
  return {
    counts: {
      coming: countOf('coming'),
      'not-coming': countOf('not-coming'),
      'from-home': countOf('from-home'),
    },
    needs: needs.slice(0, limits.listPage),
    hasMore: needs.length > limits.listPage,
  }
}

/** Deletes replies with what opens them. They are in no feed and no history, so nobody is told. */
export async function deleteReplies(
  tx: Transaction<Database>,
  { municipalityId, spaceId }: SpaceKey,
  ids: readonly Uuid[],
): Promise<number> {
  if (ids.length === 0) return 0
  await sql`delete from reply_links where municipality_id = ${municipalityId}
    and reply_id = any(${ids}::uuid[])`.execute(tx)
  const { numAffectedRows } =
    await sql`delete from walk_replies where municipality_id = ${municipalityId}
    and walk_id = ${spaceId} and id = any(${ids}::uuid[])`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
