import type { BoundingBox } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Outcome } from '../../../shared/problem.ts'
import type { Tile } from '../../../shared/tile-grid.ts'
import { tileName } from '../../local/tiles/tile-record.ts'
import { areasOf, stateOf, type AreaOfWalk, type AreaSize, type AreaState } from './area-state.ts'
import type { DownloadOptions, OfflineAreaParts } from './download-area.ts'
import { fetchTile } from './fetch-tile.ts'
import { installationKey, offerFrom, type Installation, type MapOffer } from './map-offer.ts'

/** The map of a walk on this phone. It lives as long as the walk and never expires by itself (N2). */
export interface OfflineArea {
  /** Refuses with `not-found` when this installation has no map of its own: then there is no offline map. */
  size(walk: AreaOfWalk): Promise<Outcome<AreaSize>>
  /**
   * Fetches what is missing; goes on where an earlier one was cut. Refuses like `size`. Throws `NetworkError` and its
   * kin, `PhoneFullError`, or an `AbortError` when `signal` says so; what was fetched stays and is counted (K6).
   */
  download(walk: AreaOfWalk, options?: DownloadOptions): Promise<Outcome<AreaState>>
  /** What lies on the phone, held against the walk's area of today; without one against that of the day it was fetched. */
  state(walkId: Uuid, box?: BoundingBox): Promise<AreaState>
  /** Deletes the walk's map; answers the bytes it gave back. */
  remove(walkId: Uuid): Promise<number>
  /** Deletes the maps of all other walks. */
  keepOnly(walkIds: readonly Uuid[]): Promise<void>
  /**
   * A tile to draw: from the phone, else from our server. `undefined`: there is nothing there. Rejects when it cannot be
   * had now; a damaged one is forgotten, fetched again and saved (N3).
   */
  readTile(z: number, x: number, y: number): Promise<ArrayBuffer | undefined>
  /** What to draw a walk's area with, from what is known on the phone; asks the server only when nothing is. */
  offer(box?: BoundingBox): Promise<MapOffer>
  /** Asks the server anew; without an answer it is the offer that is known. */
  refreshOffer(box?: BoundingBox): Promise<MapOffer>
}

/** Loaded by who makes a walk ready for offline; drawing the map needs none of it. */
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
      // Counted anew each time: "ready" is said of what is there, not of what was there.
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
