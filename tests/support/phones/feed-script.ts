import type { FeedPage, FeedRow } from '../../../shared/sync/feed.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { Actor } from '../../../shared/access/roles.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'

/** A feed as sync.md §1.3 describes it, in memory: latest row per thing, in the order of its number. */
export class FeedScript {
  readonly space: string
  epoch: string
  head = 0
  floor = 0
  readonly rows = new Map<string, FeedRow>()

  constructor(space: string, epoch: string) {
    this.space = space
    this.epoch = epoch
  }

  /** Writes a row with the next number; what the reader may not see is written as a deletion. */
  put(observation: Observation, reader: Actor): void {
    const body = visibleObservation(observation, reader) ?? null
    this.write({ kind: 'observation', id: observation.id, deleted: body === null, body })
  }

  write(row: Pick<FeedRow, 'kind' | 'id' | 'deleted' | 'body'>): void {
    this.head += 1
    this.rows.set(`${row.kind}/${row.id}`, { ...row, seq: String(this.head), schema: 1 })
  }

  answer(request: { epoch: string | null; cursors: Record<string, string>; limit: number }): {
    epoch: string
    spaces: Record<string, FeedPage>
  } {
    const cursor = request.cursors[this.space]
    if (cursor === undefined) return { epoch: this.epoch, spaces: {} }
    const isOtherEpoch = request.epoch !== null && request.epoch !== this.epoch && cursor !== '0'
    const isReset = isOtherEpoch || Number(cursor) > this.head || this.#isBelowFloor(cursor)
    // As the server does it: a page from the start never ends below the floor, or the next one would start over again.
    const below = [...this.rows.values()].filter(({ seq }) => Number(seq) <= this.floor)
    const limit = request.limit + (isReset ? below.length : 0)
    const page = this.page(isReset ? 0 : Number(cursor), limit)
    return {
      epoch: this.epoch,
      spaces: { [this.space]: isReset ? { ...page, reset: true } : page },
    }
  }

  page(after: number, limit: number): FeedPage {
    const later = [...this.rows.values()]
      .filter(({ seq }) => Number(seq) > after)
      .sort((a, b) => Number(a.seq) - Number(b.seq))
    const rows = later.slice(0, limit)
    const isFull = rows.length === limit
    return { cursor: isFull ? (rows.at(-1)?.seq ?? '0') : String(this.head), more: isFull, rows }
  }

  #isBelowFloor(cursor: string): boolean {
    return cursor !== '0' && Number(cursor) < this.floor
  }
}
