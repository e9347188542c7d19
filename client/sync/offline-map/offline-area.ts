import type { BoundingBox } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Outcome } from '../../../shared/problem.ts'
import type { Tile } from '../../../shared/tile-grid.ts'
import { tileName } from '../../local/tiles/tile-record.ts'
import { areasOf, stateOf, type AreaOfWalk, type AreaSize, type AreaState } from './area-state.ts'
import type { DownloadOptions, OfflineAreaParts } from './download-area.ts'
import { fetchTile } from './fetch-tile.ts'
import { installationKey, offerFrom, type Installation, type MapOffer } from './map-offer.ts'

/** The map of a walk on this phone. It is kept as long as the walk and never expires by itself (N2). */
export interface OfflineArea {
  /** Refuses `not-found` when this installation has no map of its own: then there is no offline map. */
  size(walk: AreaOfWalk): Promise<Outcome<AreaSize>>
  /**
   * Fetches what is missing, and continues an interrupted download. Refuses like `size`. Throws `NetworkError` and its subclasses,
   * `PhoneFullError`, or an `AbortError` when `signal` aborts; fetched tiles stay and are counted (K6).
   */
  download(walk: AreaOfWalk, options?: DownloadOptions): Promise<Outcome<AreaState>>
  /** Returns what is on the phone, compared with the walk's present area; without one, with the area of the download. */
  state(walkId: Uuid, box?: BoundingBox): Promise<AreaState>
  /** Deletes the walk's map; returns the freed bytes. */
  remove(walkId: Uuid): Promise<number>
  /** Deletes the maps of all other walks. */
  keepOnly(walkIds: readonly Uuid[]): Promise<void>
  /**
   * Returns a tile to draw: from the phone, else from our server. `undefined` means that there is nothing there. Rejects when it is
   * not available now; a damaged one is deleted, fetched again and saved (N3).
   */
  readTile(z: number, x: number, y: number): Promise<ArrayBuffer | undefined>
  /** Returns what to draw a walk's area with, from what is known on the phone; asks the server only when nothing is. */
  offer(box?: BoundingBox): Promise<MapOffer>
  /** Asks the server again; without a response it returns the known offer. */
  refreshOffer(box?: BoundingBox): Promise<MapOffer>
}

/** Loaded when a walk is made ready for offline use; drawing the map does not need it. */
const downloading = () => import('./download-area.ts')

export function createOfflineArea(parts: OfflineAreaParts): OfflineArea {
  const { tiles } = parts
  const readTile = (z: number, x: number, y: number) => readAnyTile(parts, { z, x, y })
  const known = async (box?: BoundingBox) => {
    const [installation, areas] = await Promise.all([tiles.recall(installationKey), tiles.areas()])
    return offerFrom({
      installation: installation as Installation | undefined,
      areas,
      read: readTile,
      box,
    })
  }
  const refreshOffer = async (box?: BoundingBox) => {
    const answer = await parts.api.call('installation').catch(() => undefined)
    if (answer?.ok) await tiles.remember(installationKey, answer.value)
    return known(box)
  }
  return {
    size: async (walk) => (await downloading()).sizeOfArea(parts, walk),
    download: async (walk, options = {}) =>
      (await downloading()).downloadArea(parts, walk, options),
    async state(walkId, box) {
      // Counted again each time: "ready" must be true of what is there now.
      for (const area of await areasOf(tiles, walkId)) if (area.isComplete) await tiles.finish(area)
      return stateOf(tiles, walkId, box)
    },
    remove: (walkId) => tiles.remove(walkId),
    async keepOnly(walkIds) {
      const areas = await tiles.areas()
      const gone = new Set(areas.map((area) => area.walkId).filter((id) => !walkIds.includes(id)))
      for (const walkId of gone) await tiles.remove(walkId)
    },
    readTile,
    async offer(box) {
      const offer = await known(box)
      return offer.kind === 'grid' ? refreshOffer(box) : offer
    },
    refreshOffer,
  }
}

async function readAnyTile(
  { tiles, network }: OfflineAreaParts,
  tile: Tile,
): Promise<ArrayBuffer | undefined> {
  const name = tileName(tile)
  const finding = await tiles.find(tile)
  if (finding.kind === 'kept') return finding.bytes
  if (finding.kind === 'empty') return undefined
  const area = finding.kind === 'missing' ? finding.area : undefined
  const { bytes, version } = await fetchTile(network, { name, version: area?.version })
  if (area && (version ?? area.version) === area.version) {
    await tiles.save(area, [{ name, bytes }])
    await tiles.finish(area)
  }
  return bytes.byteLength === 0 ? undefined : bytes
}
