import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { boxAround, sharedPart, type BoundingBox } from '../../../shared/geo.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { MapFileError, openMapFile, type MapFile, type MapTile, type TileSize } from './map-file.ts'
import { boxOfTile, coveringTiles, type Tile } from '../../../shared/tile-grid.ts'

interface MapArea {
  minZoom: number
  maxZoom: number
  /** `z/x/y` of every tile of the area that has data, coarse ones first. */
  tiles: string[]
  /** What they weigh together on the wire. */
  bytes: number
  /** What they take together on a phone, which keeps them unpacked. */
  storedBytes: number
}

/** Where one of the files has data, and how fine it is there. */
type MapPart = Pick<MapFile, 'bounds' | 'minZoom' | 'maxZoom'>

/** The operator's map: one file or several, of towns that lie apart or beside each other. */
export interface MapSet {
  files: readonly string[]
  parts: readonly MapPart[]
  minZoom: number
  maxZoom: number
  /** The box around all parts; between them there may be nothing. */
  bounds: BoundingBox
  /** Plain text; of each owner once. */
  attribution: string
  /** Changes when one of the files changes, or their order. */
  version: string
  /** From the file that covers most of the tile; where that one has nothing, from the next. */
  tile(tile: Tile): Promise<MapTile | undefined>
  /** Tiles of an area over all zooms of the files that lie there; `bad-request` when it would be more than a phone should hold. */
  area(box: BoundingBox): Promise<Outcome<MapArea>>
  close(): Promise<void>
}

/** Tiles looked at for one area: at zoom 15 about 20 by 20 km in Denmark. */
const mostTilesOfArea = 5_000

/** Opens every file named, and every `.pmtiles` file of a folder that is named. Throws `MapFileError`. */
export async function openMaps(paths: readonly string[]): Promise<MapSet> {
  const files: MapFile[] = []
  try {
    for (const path of await filesOf(paths)) files.push(await openMapFile(path))
    return mapSetOf(files)
  } catch (error) {
    for (const file of files) await file.close()
    throw error
  }
}

/** In the order named, those of a folder by name; a file that is named twice counts once. */
async function filesOf(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false
      return isFolder ? mapsIn(path) : [path]
    }),
  )
  return [...new Set(found.flat())]
}

async function mapsIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pmtiles')).sort()
  if (names.length === 0) {
    throw new MapFileError(`MAP_FILE is a folder without a .pmtiles file: ${folder}`)
  }
  return names.map((name) => join(folder, name))
}

function mapSetOf(files: readonly MapFile[]): MapSet {
  return {
    files: files.map(({ path }) => path),
    parts: files.map(({ bounds, minZoom, maxZoom }) => ({ bounds, minZoom, maxZoom })),
    ...zoomsOf(files),
    bounds: boxAround(files.map(({ bounds }) => bounds)),
    attribution: [...new Set(files.map(({ attribution }) => attribution))].join(' · '),
    version: versionOf(files),
    tile: (tile) => tileFrom(files, tile),
    area: (box) => areaFrom(files, box),
    async close() {
      for (const file of files) await file.close()
    },
  }
}

const zoomsOf = (files: readonly MapFile[]) => ({
  minZoom: Math.min(...files.map(({ minZoom }) => minZoom)),
  maxZoom: Math.max(...files.map(({ maxZoom }) => maxZoom)),
})

/** Of one file its own, so that phones keep the map they have when the operator names a file in another way. */
function versionOf(files: readonly MapFile[]): string {
  const versions = files.map(({ version }) => version)
  const [only = ''] = versions
  if (versions.length === 1) return only
  return createHash('sha256').update(versions.join(' ')).digest('hex').slice(0, 16)
}

/** A coarse tile may lie in several files: whoever covers more of it shows more there. Equal ones keep their order. */
function byCover(files: readonly MapFile[], tile: Tile): MapFile[] {
  const box = boxOfTile(tile)
  return files
    .map((file) => ({ file, share: sharedPart(box, file.bounds) }))
    .sort((a, b) => b.share - a.share)
    .map(({ file }) => file)
}

async function tileFrom(files: readonly MapFile[], tile: Tile): Promise<MapTile | undefined> {
  for (const file of byCover(files, tile)) {
    const found = await file.tile(tile)
    if (found) return found
  }
  return undefined
}

async function sizeFrom(files: readonly MapFile[], tile: Tile): Promise<TileSize | undefined> {
  for (const file of byCover(files, tile)) {
    const size = await file.sizeOf(tile)
    if (size !== undefined) return size
  }
  return undefined
}

async function areaFrom(files: readonly MapFile[], box: BoundingBox): Promise<Outcome<MapArea>> {
  const there = files.filter(({ bounds }) => sharedPart(box, bounds) > 0)
  const zooms = zoomsOf(there.length > 0 ? there : files)
  const wanted = coveringTiles(box, { ...zooms, limit: mostTilesOfArea })
  if (!wanted) return refuse('bad-request', { limit: mostTilesOfArea })
  const area: MapArea = { ...zooms, tiles: [], bytes: 0, storedBytes: 0 }
  for (const tile of wanted) {
    const size = await sizeFrom(files, tile)
    if (size === undefined) continue
    area.tiles.push(`${String(tile.z)}/${String(tile.x)}/${String(tile.y)}`)
    area.bytes += size.bytes
    area.storedBytes += size.storedBytes
  }
  return succeed(area)
}
