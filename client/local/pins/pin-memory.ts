import { startCursor } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { Notice } from '../phone/notices.ts'
import type { BaseRows } from '../database/observation-cache.ts'
import { loadOutboxItems, type OutboxItems } from '../outbox/outbox-items.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import { assemblePin } from './pin-assembly.ts'
import type { Pin } from './pin.ts'
import { readFrame } from '../walks/walk-identity.ts'
import type { WalkFrame } from '../walks/walk-memory.ts'

/** One walk in memory: rows as they were read, and pins made from them. */
interface WalkView {
  base: BaseRows
  frame: WalkFrame
  pins: Map<Uuid, Pin | undefined>
}

/**
 * Holds rows, outbox entries and the pins made from them. Notices say what changed, and only that is read again. The databases stay
 * the truth. It must not be used by two callers at a time: see `createPinList`.
 */
export class PinMemory {
  readonly #context: PhoneContext
  readonly #walks = new Map<Uuid, WalkView>()
  #items: OutboxItems | undefined
  #pending: Notice[] = []

  constructor(context: PhoneContext) {
    this.#context = context
  }

  note(notice: Notice): void {
    this.#pending.push(notice)
  }

  forget(): void {
    this.#walks.clear()
    this.#items = undefined
    this.#pending = []
  }

  async pinsOf(walkId: Uuid): Promise<Pin[]> {
    const items = await this.#catchUp()
    const view = await this.#viewOf(walkId)
    return orderOf(view, items, walkId).flatMap((id) => this.#pinOf(view, id, items) ?? [])
  }

  async find(id: Uuid): Promise<Pin | undefined> {
    const items = await this.#catchUp()
    const walkId = items.spaceOf(id) ?? (await spaceOfRow(this.#context, id))
    return walkId === undefined ? undefined : this.#pinOf(await this.#viewOf(walkId), id, items)
  }

  async #catchUp(): Promise<OutboxItems> {
    const notices = this.#pending
    this.#pending = []
    try {
      this.#items ??= await loadOutboxItems(this.#context)
      const stale = entitiesIn(notices)
      if (stale === null || stale.length > 0) await this.#items.reload(stale)
      for (const notice of notices) await this.#take(notice)
      return this.#items
    } catch (error) {
      // A partial update must not be shown as complete: start from the databases the next time.
      this.forget()
      throw error
    }
  }

  async #take(notice: Notice): Promise<void> {
    if (notice.kind === 'walks') this.#walks.clear()
    if (notice.kind === 'base') await this.#takeRows(notice)
    if (notice.kind !== 'outbox' && notice.kind !== 'delivery') return
    for (const { pins } of this.#walks.values()) {
      if (notice.entities === null) pins.clear()
      else for (const id of notice.entities) pins.delete(id)
    }
  }

  async #takeRows({ space, ids }: Extract<Notice, { kind: 'base' }>): Promise<void> {
    const view = this.#walks.get(space)
    if (!view) return
    const isWalkItself = ids === null || ids.includes(space)
    const fresh = isWalkItself
      ? undefined
      : await this.#context.cache.rows(space, 'observation', ids)
    // After a swap everything is read again; the walk's own row decides what may be done, so it counts as everything too.
    if (fresh?.epoch !== view.base.epoch) {
      this.#walks.delete(space)
      return
    }
    for (const id of ids ?? []) {
      const row = fresh.rows.get(id)
      if (row) view.base.rows.set(id, row)
      else view.base.rows.delete(id)
      view.pins.delete(id)
    }
    view.base.cursor = fresh.cursor
    // Acknowledged work leaves the overlay when the cursor passes it.
    for (const [id, pin] of view.pins) if (pin?.entryIds.length !== 0) view.pins.delete(id)
  }

  async #viewOf(walkId: Uuid): Promise<WalkView> {
    const known = this.#walks.get(walkId)
    if (known) return known
    // A broken cache hides the pins of others until the next pull, never one's own.
    const [base, frame] = await Promise.all([
      this.#context.cache.rows(walkId, 'observation').catch(() => emptyBase()),
      readFrame(this.#context, walkId),
    ])
    const view: WalkView = { base, frame, pins: new Map() }
    this.#walks.set(walkId, view)
    return view
  }

  #pinOf(view: WalkView, id: Uuid, items: OutboxItems): Pin | undefined {
    if (!view.pins.has(id)) view.pins.set(id, this.#makePin(view, id, items))
    return view.pins.get(id)
  }

  #makePin({ base, frame }: WalkView, id: Uuid, items: OutboxItems): Pin | undefined {
    const { cursor, epoch, rows } = base
    const observation = (rows.get(id)?.body ?? undefined) as VisibleObservation | undefined
    return assemblePin({
      base: { observation, cursor, epoch },
      entries: items.entriesOf(id),
      photos: items.photosOf(id),
      frame,
      status: this.#context.delivery.status,
    })
  }
}

/**
 * Observations whose entries may have changed; `null`: any of them. Notices of a batch that is sent name the same observations
 * several times.
 */
function entitiesIn(notices: readonly Notice[]): Uuid[] | null {
  const all = new Set<Uuid>()
  for (const notice of notices) {
    if (notice.kind !== 'outbox') continue
    if (notice.entities === null) return null
    for (const id of notice.entities) all.add(id)
  }
  return [...all]
}

const emptyBase = (): BaseRows => ({ cursor: startCursor, epoch: null, rows: new Map() })

/** Own undelivered work first, newest on top; then by feed number, newest on top. Clocks decide nothing (L1). */
function orderOf({ base }: WalkView, items: OutboxItems, walkId: Uuid): Uuid[] {
  const own = items.entitiesIn(walkId).filter((id) => !base.rows.has(id))
  const known = [...base.rows.values()].sort((a, b) => compareSeq(b.seq, a.seq))
  return [...own, ...known.map(({ id }) => id)]
}

/** Decimal strings without leading zeros: the longer one is greater. */
const compareSeq = (a: string, b: string): number =>
  a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length

async function spaceOfRow({ cache }: PhoneContext, id: Uuid): Promise<Uuid | undefined> {
  for (const space of await cache.spaces().catch(() => [])) {
    const { rows } = await cache.rows(space, 'observation', [id])
    if (rows.has(id)) return space
  }
  return undefined
}
