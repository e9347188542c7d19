import { isAtOrAfter, startCursor, type Cursor, type FeedPage } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { PhoneDatabase, ReadTransaction, WriteTransaction } from './phone-database.ts'

/** The latest row of one thing, as the server sent it to this phone. */
interface CachedRow {
  kind: string
  id: Uuid
  seq: Cursor
  schema: number
  body: unknown
}

/** One set of rows and the cursor up to which it has been read; always written together. */
interface Base {
  baseId: Uuid
  cursor: Cursor
  /** The epoch of the server whose feed this is: numbers of two epochs cannot be compared. */
  epoch: string | null
}

/** `building` grows beside the shown base during a reset and replaces it when complete (sync.md §1.3). */
interface SpaceRecord extends Base {
  space: Uuid
  building: Base | null
  /** The feed has been read to its end once; absent in records of apps that did not store it. */
  isWhole?: boolean
}

/** What the phone has of a walk besides its observations. */
export interface SpaceHead {
  /** The walk's newest row; absent before the first rows, and for a phone that has no part in it. */
  walk: Walk | undefined
  /** False until its feed has been read to its end once: before that, missing rows do not mean that there are none. */
  isFetched: boolean
}

/** Where a pull of a space continues, and which base its answer belongs to. */
export interface PullPoint {
  cursor: Cursor
  baseId: Uuid
}

/** Rows of one walk at one moment. */
export interface BaseRows {
  cursor: Cursor
  epoch: string | null
  rows: Map<Uuid, CachedRow>
}

interface AppliedPage {
  /** Ids of observations whose rows changed; `null` after a swap: anything may have. */
  ids: Uuid[] | null
  hasChanged: boolean
  /** The page started in another base than the one that grows now: it was dropped, and must be requested again. */
  wasDropped: boolean
}

interface PageToApply {
  space: Uuid
  page: FeedPage
  epoch: string
  /** As returned by `pullPoint` before the request was sent. */
  from: PullPoint
}

const stores = ['space', 'row', 'setting'] as const
const rowsOfBase = (baseId: Uuid, kind?: string) =>
  kind === undefined
    ? IDBKeyRange.bound([baseId], [baseId, []])
    : IDBKeyRange.bound([baseId, kind], [baseId, kind, []])

export interface ObservationCache {
  epoch(): Promise<string | null>
  /** Starts a new base for every space that belongs to another epoch. */
  adoptEpoch(epoch: string): Promise<void>
  pullPoint(space: Uuid): Promise<PullPoint>
  applyPage(request: PageToApply): Promise<AppliedPage>
  /** Returns rows of one kind; with `ids`, only those. */
  rows(space: Uuid, kind: string, ids?: readonly Uuid[]): Promise<BaseRows>
  heads(): Promise<Map<Uuid, SpaceHead>>
  spaces(): Promise<Uuid[]>
  /** Deletes all rows of a walk that was left. */
  forget(space: Uuid): Promise<void>
}

export function createObservationCache(
  database: PhoneDatabase,
  newBaseId: () => Uuid,
): ObservationCache {
  return {
    epoch: () => database.read(['setting'], readEpoch),
    adoptEpoch: (epoch) =>
      database.write(stores, (transaction) => adoptEpoch({ transaction, newBaseId }, epoch)),
    pullPoint: async (space) => {
      const record =
        (await database.read(['space'], (transaction) => findSpace(transaction, space))) ??
        (await database.write(stores, (transaction) =>
          readSpace({ transaction, newBaseId }, space),
        ))
      const { cursor, baseId } = record.building ?? record
      return { cursor, baseId }
    },
    applyPage: (request) =>
      database.write(stores, (transaction) => applyPage({ transaction, newBaseId }, request)),
    rows: (space, kind, ids) =>
      database.read(stores, (transaction) => readRows(transaction, { space, kind, ids })),
    heads: () => database.read(['space', 'row'], readHeads),
    spaces: () =>
      database.read(['space'], async (transaction) => {
        return (await transaction.objectStore('space').getAllKeys()) as Uuid[]
      }),
    forget: (space) =>
      database.write(stores, async (transaction) => {
        const record = await findSpace(transaction, space)
        if (!record) return
        await dropRows(transaction, record)
        await dropRows(transaction, record.building)
        await transaction.objectStore('space').delete(space)
      }),
  }
}

interface Writing {
  transaction: WriteTransaction
  newBaseId: () => Uuid
}

async function readEpoch(transaction: ReadTransaction): Promise<string | null> {
  return ((await transaction.objectStore('setting').get('epoch')) as string | undefined) ?? null
}

async function findSpace(
  transaction: ReadTransaction,
  space: Uuid,
): Promise<SpaceRecord | undefined> {
  return (await transaction.objectStore('space').get(space)) as SpaceRecord | undefined
}

async function readSpace(writing: Writing, space: Uuid): Promise<SpaceRecord> {
  const known = await findSpace(writing.transaction, space)
  if (known) return known
  const epoch = await readEpoch(writing.transaction)
  const baseId = writing.newBaseId()
  const nothing = { cursor: startCursor, building: null, isWhole: false }
  const fresh: SpaceRecord = { space, baseId, epoch, ...nothing }
  await writing.transaction.objectStore('space').put(fresh)
  return fresh
}

async function adoptEpoch(writing: Writing, epoch: string): Promise<void> {
  const { transaction, newBaseId } = writing
  if ((await readEpoch(transaction)) === epoch) return
  await transaction.objectStore('setting').put(epoch, 'epoch')
  for (const record of (await transaction.objectStore('space').getAll()) as SpaceRecord[]) {
    await dropRows(transaction, record.building)
    // Nothing has been read yet, so there is nothing to build beside.
    if (record.cursor === startCursor) Object.assign(record, { epoch, building: null })
    else record.building = { baseId: newBaseId(), cursor: startCursor, epoch }
    await transaction.objectStore('space').put(record)
  }
}

async function dropRows(transaction: WriteTransaction, base: Base | null): Promise<void> {
  if (base) await transaction.objectStore('row').delete(rowsOfBase(base.baseId))
}

/** Writes rows, cursor and swap in one transaction: a crash leaves either the old state or the new one (D8). */
async function applyPage(writing: Writing, request: PageToApply): Promise<AppliedPage> {
  const { transaction, newBaseId } = writing
  const { page, epoch, from } = request
  const dropped: AppliedPage = { ids: [], hasChanged: false, wasDropped: true }
  if ((await readEpoch(transaction)) !== epoch) return dropped
  const record = await readSpace(writing, request.space)
  if (page.reset) {
    await dropRows(transaction, record.building)
    record.building = { baseId: newBaseId(), cursor: startCursor, epoch }
  }
  const target = record.building ?? record
  // Another tab started a new base meanwhile: this page starts somewhere in the old one and would leave a gap.
  if (!page.reset && target.baseId !== from.baseId) return dropped
  const ids = await writeRows(transaction, target, page)
  const before = target.cursor
  if (isAtOrAfter(page.cursor, target.cursor)) target.cursor = page.cursor
  const isSwapped = record.building !== null && !page.more
  const isFirstWhole = !page.more && !isWhole(record)
  // A phone that was removed from a walk gets an empty base each time; only the first one changes anything.
  const isEmptyAgain = isSwapped && record.cursor === startCursor && ids.length === 0
  if (isSwapped) await swap(transaction, record)
  if (!page.more) record.isWhole = true
  await transaction.objectStore('space').put(record)
  if (isSwapped) return { ids: null, hasChanged: !isEmptyAgain || isFirstWhole, wasDropped: false }
  const isShown = target === record
  const hasChanged = isFirstWhole || (isShown && before !== target.cursor)
  return { ids: isShown ? ids : [], hasChanged, wasDropped: false }
}

async function swap(transaction: WriteTransaction, record: SpaceRecord): Promise<void> {
  const next = record.building
  if (!next) return
  await dropRows(transaction, record)
  Object.assign(record, next, { building: null })
}

/** Rows at or below the cursor were seen already: an old page after a newer one changes nothing (D7). */
async function writeRows(
  transaction: WriteTransaction,
  target: Base,
  page: FeedPage,
): Promise<Uuid[]> {
  const store = transaction.objectStore('row')
  const fresh = page.rows.filter((row) => !isAtOrAfter(target.cursor, row.seq))
  for (const { kind, id, seq, schema, body, deleted } of fresh) {
    const key = [target.baseId, kind, id]
    if (deleted) await store.delete(key)
    else await store.put({ kind, id, seq, schema, body } satisfies CachedRow, key)
  }
  return fresh.map(({ id }) => id)
}

interface RowQuery {
  space: Uuid
  kind: string
  ids: readonly Uuid[] | undefined
}

async function readRows(transaction: ReadTransaction, query: RowQuery): Promise<BaseRows> {
  const record = await findSpace(transaction, query.space)
  if (!record) return { cursor: startCursor, epoch: null, rows: new Map() }
  const store = transaction.objectStore('row')
  const found = query.ids
    ? await Promise.all(query.ids.map((id) => store.get([record.baseId, query.kind, id])))
    : await store.getAll(rowsOfBase(record.baseId, query.kind))
  const rows = (found as (CachedRow | undefined)[]).filter((row) => row !== undefined)
  const { cursor, epoch } = record
  return { cursor, epoch, rows: new Map(rows.map((row) => [row.id, row])) }
}

const isWhole = (record: SpaceRecord): boolean => record.isWhole ?? record.cursor !== startCursor

async function readHeads(transaction: ReadTransaction): Promise<Map<Uuid, SpaceHead>> {
  const records = (await transaction.objectStore('space').getAll()) as SpaceRecord[]
  const store = transaction.objectStore('row')
  const heads = records.map(async (record) => {
    const { baseId, space } = record
    const row = (await store.get([baseId, 'walk', space])) as CachedRow | undefined
    const walk = (row?.body ?? undefined) as Walk | undefined
    return [space, { walk, isFetched: isWhole(record) }] as const
  })
  return new Map(await Promise.all(heads))
}
