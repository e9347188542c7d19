import type { Reply } from '../../../shared/contract/api-contract.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { PhoneStorage } from '../../local/phone/phone-storage.ts'
import { PhoneFullError } from '../../local/database/storage-errors.ts'
import type { AreaPlan } from '../../local/tiles/tile-record.ts'
import type { TileStore } from '../../local/tiles/tile-store.ts'
import type { ApiClient } from '../http/api-client.ts'
import { coverageOf } from './area-coverage.ts'
import { areasOf, stateOf, type AreaOfWalk, type AreaSize, type AreaState } from './area-state.ts'
import { fetchArea, MapChangedError, type AreaProgress } from './fetch-area.ts'
import { installationKey, type Installation } from './map-offer.ts'
import type { NetworkEnvironment } from '../services/sync-environment.ts'

export interface DownloadOptions {
  onProgress?: (progress: AreaProgress) => void
  signal?: AbortSignal
}

export interface OfflineAreaParts {
  tiles: TileStore
  api: ApiClient
  network: NetworkEnvironment
  estimate: PhoneStorage['estimate']
}

/** Above this share of the phone's quota no new map is fetched: pins and photos come first (sync.md §2.9). */
const fullestShare = 0.95
/**
 * Tiles are compressed on the wire and not in the database; only a server of an earlier release does not send their stored size.
 */
const growth = 3

async function askArea({ api }: OfflineAreaParts, walk: AreaOfWalk) {
  return api.call('mapArea', { query: { bbox: walk.area.join(',') } })
}

export async function downloadArea(
  parts: OfflineAreaParts,
  walk: AreaOfWalk,
  options: DownloadOptions,
): Promise<Outcome<AreaState>> {
  // The map may be replaced on the server during the download; then it starts once more with the new one.
  for (const attempt of [1, 2]) {
    const area = await askArea(parts, walk)
    if (!area.ok) return area
    const { tiles: names, version, minZoom, maxZoom } = area.value
    const plan: AreaPlan = {
      version,
      minZoom,
      maxZoom,
      bytes: sizeOf(area.value),
      walkId: walk.id,
      box: walk.area,
      tiles: names.length,
      attribution: await attributionOf(parts),
    }
    await checkRoom(parts, { plan, isExact: area.value.storedBytes !== undefined })
    try {
      await fetchArea(parts, { plan, names, ...options })
      return succeed(await stateOf(parts.tiles, walk.id, walk.area))
    } catch (error) {
      if (!(error instanceof MapChangedError) || attempt === 2) throw error
    }
  }
  return refuse('store-away')
}

/** The credit is kept with the map, because it is shown under it without a network. */
async function attributionOf({ tiles, api }: OfflineAreaParts): Promise<string> {
  const known = (await tiles.recall(installationKey)) as Installation | undefined
  if (known?.map) return known.map.attribution
  const answer = await api.call('installation')
  if (!answer.ok) return ''
  await tiles.remember(installationKey, answer.value)
  return answer.value.map?.attribution ?? ''
}

/** The size of an area on the phone: the same number before and after the download. */
const sizeOf = ({ bytes, storedBytes }: Reply<'mapArea'>): number => storedBytes ?? bytes

async function checkRoom(
  { estimate, tiles }: OfflineAreaParts,
  { plan, isExact }: { plan: AreaPlan; isExact: boolean },
): Promise<void> {
  const room = await estimate()
  if (!room) return
  const kept = (await areasOf(tiles, plan.walkId)).find((area) => area.version === plan.version)
  const toCome = Math.max(0, plan.bytes * (isExact ? 1 : growth) - (kept?.savedBytes ?? 0))
  if (room.usedBytes + toCome > room.quotaBytes * fullestShare) {
    throw new PhoneFullError('no room for the map')
  }
}

export async function sizeOfArea(
  parts: OfflineAreaParts,
  walk: AreaOfWalk,
): Promise<Outcome<AreaSize>> {
  const area = await askArea(parts, walk)
  if (!area.ok) return area
  const { version, maxZoom, tiles: names } = area.value
  const kept = (await areasOf(parts.tiles, walk.id)).find((one) => one.version === version)
  const tiles = names.length
  return succeed({
    version,
    tiles,
    bytes: sizeOf(area.value),
    savedTiles: Math.min(tiles, kept?.savedTiles ?? 0),
    coverage: coverageOf(walk.area, { maxZoom, names }),
  })
}
