import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import {
  Compression,
  findTile,
  PMTiles,
  ResolvedValueCache,
  TileType,
  zxyToTileId,
  type Entry,
  type Header,
  type RangeResponse,
  type Source,
} from 'pmtiles'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { Tile } from '../../../shared/tile-grid.ts'

/** `MAP_FILE` cannot be used; the message is a sentence for the operator. */
export class MapFileError extends Error {
  override name = 'MapFileError'
}

export interface MapTile {
  bytes: Uint8Array
  /** Bytes are as stored: with gzip they go out with `Content-Encoding: gzip`. */
  isGzipped: boolean
}

export interface TileSize {
  /** On the wire. */
  bytes: number
  /** Unpacked, as phones keep it. */
  storedBytes: number
}

/** One PMTiles file; several of them are one map (map-set.ts). */
export interface MapFile {
  path: string
  minZoom: number
  maxZoom: number
  bounds: BoundingBox
  /** Plain text. */
  attribution: string
  /** Changes when the file changes. */
  version: string
  tile(tile: Tile): Promise<MapTile | undefined>
  /** What a tile weighs; undefined when the file does not have it. */
  sizeOf(tile: Tile): Promise<TileSize | undefined>
  close(): Promise<void>
}

/** The reader of pmtiles is made for browsers; this is its file. Keeps the file open, so that replacing it changes nothing until restart. */
class OpenFile implements Source {
  readonly #file: FileHandle
  readonly #path: string

  constructor(file: FileHandle, path: string) {
    this.#file = file
    this.#path = path
  }

  getKey(): string {
    return this.#path
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const bytes = new Uint8Array(length)
    const { bytesRead } = await this.#file.read(bytes, 0, length, offset)
    return { data: bytes.buffer.slice(0, bytesRead) }
  }
}

/** Opens a PMTiles file with vector tiles and reads its head. Throws `MapFileError`. */
export async function openMapFile(path: string): Promise<MapFile> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new MapFileError(`MAP_FILE cannot be opened: ${path}`, { cause })
  })
  try {
    const source = new OpenFile(file, path)
    const archive = new PMTiles(source, new ResolvedValueCache(200))
    const header = await archive.getHeader()
    checkHeader(header, path)
    const metadata = await archive.getMetadata()
    const version = await versionOf(source, header, (await file.stat()).size)
    const attribution = creditOf(metadata)
    return new OpenMapFile({ path, file, source, header, version, attribution })
  } catch (cause) {
    await file.close()
    if (cause instanceof MapFileError) throw cause
    throw new MapFileError(`MAP_FILE is not a PMTiles file: ${path}`, { cause })
  }
}

function checkHeader({ tileType, tileCompression }: Header, path: string): void {
  if (tileType !== TileType.Mvt) {
    throw new MapFileError(`MAP_FILE holds pictures; vector tiles (MVT) are needed: ${path}`)
  }
  if (tileCompression !== Compression.Gzip && tileCompression !== Compression.None) {
    throw new MapFileError(`Tiles of MAP_FILE must be compressed with gzip or not at all: ${path}`)
  }
}

/** From head, root directory and size, so that copies on several servers agree and a large file need not be read. */
async function versionOf(source: Source, header: Header, size: number): Promise<string> {
  const end = header.rootDirectoryOffset + header.rootDirectoryLength
  const { data } = await source.getBytes(0, end)
  const hash = createHash('sha256').update(new Uint8Array(data)).update(String(size))
  return hash.digest('hex').slice(0, 16)
}

function creditOf(metadata: unknown): string {
  const text = (metadata as { attribution?: unknown } | undefined)?.attribution
  const plain = typeof text === 'string' ? text.replace(/<[^>]*>/g, '').trim() : ''
  return plain === '' ? '© OpenStreetMap contributors' : plain
}

interface Opened {
  path: string
  file: FileHandle
  source: Source
  header: Header
  version: string
  attribution: string
}

class OpenMapFile implements MapFile {
  readonly path: string
  readonly version: string
  readonly attribution: string
  readonly minZoom: number
  readonly maxZoom: number
  readonly bounds: BoundingBox
  readonly #opened: Opened
  readonly #directories = new ResolvedValueCache(200)

  constructor(opened: Opened) {
    const { header } = opened
    this.#opened = opened
    this.path = opened.path
    this.version = opened.version
    this.attribution = opened.attribution
    this.minZoom = header.minZoom
    this.maxZoom = header.maxZoom
    this.bounds = [header.minLon, header.minLat, header.maxLon, header.maxLat]
  }

  async tile(tile: Tile): Promise<MapTile | undefined> {
    const { source, header } = this.#opened
    const entry = await this.#find(tile)
    if (!entry) return undefined
    const { data } = await source.getBytes(header.tileDataOffset + entry.offset, entry.length)
    return {
      bytes: new Uint8Array(data),
      isGzipped: header.tileCompression === Compression.Gzip,
    }
  }

  async sizeOf(tile: Tile): Promise<TileSize | undefined> {
    const entry = await this.#find(tile)
    if (!entry) return undefined
    const { length: bytes } = entry
    const isGzipped = this.#opened.header.tileCompression === Compression.Gzip
    return { bytes, storedBytes: isGzipped ? await this.#unpackedSize(entry) : bytes }
  }

  close(): Promise<void> {
    return this.#opened.file.close()
  }

  /** The last four bytes of gzip (RFC 1952, ISIZE) say it, so that no tile need be unpacked. */
  async #unpackedSize({ offset, length }: Entry): Promise<number> {
    const { source, header } = this.#opened
    const { data } = await source.getBytes(header.tileDataOffset + offset + length - 4, 4)
    return new DataView(data).getUint32(0, true)
  }

  /** Directories lead to a tile in at most three steps below the root (PMTiles v3 specification, "Directories"). */
  async #find({ z, x, y }: Tile): Promise<Entry | undefined> {
    const { source, header } = this.#opened
    if (z < this.minZoom || z > this.maxZoom || Math.max(x, y) >= 2 ** z) return undefined
    const id = zxyToTileId(z, x, y)
    let place = { offset: header.rootDirectoryOffset, length: header.rootDirectoryLength }
    for (let depth = 0; depth <= 3; depth += 1) {
      const { offset, length } = place
      const entries = await this.#directories.getDirectory(source, offset, length, header)
      const entry = findTile(entries, id)
      if (!entry || entry.runLength > 0) return entry ?? undefined
      place = { offset: header.leafDirectoryOffset + entry.offset, length: entry.length }
    }
    return undefined
  }
}
