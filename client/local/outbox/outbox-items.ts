import type { Uuid } from '../../../shared/identifiers.ts'
import { concernsObservation, type OutboxEntry } from './outbox-entry.ts'
import { allEntries, allPhotos, entriesOf, photosOf } from './outbox-reads.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import type { PhotoRecord } from './photo-record.ts'

/** The outbox's entries and photo facts by observation, held in memory for the screens. It never holds photo bytes. */
export interface OutboxItems {
  entriesOf: (entity: Uuid) => readonly OutboxEntry[]
  photosOf: (observationId: Uuid) => readonly PhotoRecord[]
  /** Observations with entries in a walk, the newest work first. */
  entitiesIn: (walkId: Uuid) => Uuid[]
  spaceOf: (entity: Uuid) => Uuid | undefined
  /** Reads these observations again; `null`: everything. */
  reload: (entities: readonly Uuid[] | null) => Promise<void>
}

interface Item {
  entries: OutboxEntry[]
  photos: PhotoRecord[]
}

export async function loadOutboxItems(context: PhoneContext): Promise<OutboxItems> {
  const items = new Map<Uuid, Item>()
  const itemOf = (entity: Uuid): Item => {
    const item = items.get(entity) ?? { entries: [], photos: [] }
    items.set(entity, item)
    return item
  }
  const reload = async (entities: readonly Uuid[] | null): Promise<void> => {
    const { entries, photos } = await readItems(context, entities)
    if (entities === null) items.clear()
    else for (const entity of entities) items.delete(entity)
    for (const entry of entries.filter(concernsObservation)) {
      itemOf(entry.entity).entries.push(entry)
    }
    for (const photo of photos) itemOf(photo.observationId).photos.push(photo)
  }
  await reload(null)
  const newest = ({ entries }: Item) => entries.at(-1)?.clientSeq ?? 0
  return {
    entriesOf: (entity) => items.get(entity)?.entries ?? [],
    photosOf: (observationId) => items.get(observationId)?.photos ?? [],
    entitiesIn: (walkId) =>
      [...items]
        .filter(([, { entries }]) => entries[0]?.space === walkId)
        .sort(([, a], [, b]) => newest(b) - newest(a))
        .map(([entity]) => entity),
    spaceOf: (entity) => items.get(entity)?.entries[0]?.space,
    reload,
  }
}

function readItems(context: PhoneContext, entities: readonly Uuid[] | null): Promise<Item> {
  return context.outbox.read(['mutation', 'photo'], async (transaction) => {
    if (entities === null) {
      return { entries: await allEntries(transaction), photos: await allPhotos(transaction) }
    }
    const parts = await Promise.all(
      [...new Set(entities)].map((entity) =>
        Promise.all([entriesOf(transaction, entity), photosOf(transaction, entity)]),
      ),
    )
    return {
      entries: parts.flatMap(([entries]) => entries),
      photos: parts.flatMap(([, photos]) => photos),
    }
  })
}
