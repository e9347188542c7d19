import type { Kysely } from 'kysely'
import type { OwnFindings } from '../../../shared/observation/own-findings.ts'
import type { Database } from '../database/schema.ts'
import type { PageKey } from './desk-sort.ts'
import { listObservations, type DeskPage, type DeskPageRequest } from './observation-queries.ts'

export interface MineFirstRequest extends Omit<DeskPageRequest, 'sort'> {
  own: OwnFindings
}

type Half = 'own' | 'others'

/** Before every deadline and every id: where a half of the list begins. */
const beginning: PageKey = ['0001-01-01', '00000000-0000-0000-0000-000000000000']

/**
 * One page of the list in which what is the reader's own stands before all others, each half by deadline. The halves are two queries, each in
 * the order of an index; a key begins with the half that it lies in.
 */
export async function listMineFirst(
  db: Kysely<Database>,
  request: MineFirstRequest,
): Promise<DeskPage> {
  const { after, limit } = request
  const isPastOwn = after?.[0] === 'others'
  const own = await readHalf(db, request, { half: 'own', limit: isPastOwn ? 0 : limit })
  const left = isPastOwn || !own.next ? limit - own.observations.length : 0
  const others = await readHalf(db, request, { half: 'others', limit: left })
  return {
    observations: [...own.observations, ...others.observations],
    total: own.total + others.total,
    next: own.next ?? others.next,
  }
}

/** Reads a part of one half; with a limit of 0 only how many there are, and whether there is anything to come. */
async function readHalf(
  db: Kysely<Database>,
  { filter, own, after }: MineFirstRequest,
  { half, limit }: { half: Half; limit: number },
): Promise<DeskPage> {
  const key = after?.[0] === half ? after.slice(1) : null
  const page = await listObservations(db, {
    filter: { ...filter, owners: { own, isOwn: half === 'own' } },
    sort: 'due',
    after: key,
    limit: Math.max(1, limit),
  })
  if (limit > 0) return { ...page, next: page.next && [half, ...page.next] }
  const isMore = half === 'others' && page.observations.length > 0
  return { observations: [], total: page.total, next: isMore ? [half, ...beginning] : null }
}
