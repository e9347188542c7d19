import { writeFile } from 'node:fs/promises'
import { zxyToTileId } from 'pmtiles'
import type { BoundingBox } from '../../shared/geo.ts'

export interface PmtilesContent {
  bounds: BoundingBox
  minZoom: number
  maxZoom: number
  attribution?: string
  /** `z/x/y` and what lies there; any bytes will do. */
  tiles: Record<string, string>
}

const headerBytes = 127

/** Writes a small PMTiles file, uncompressed (PMTiles v3 specification): one root directory, each tile an entry of its own. */
export async function makePmtiles(path: string, content: PmtilesContent): Promise<void> {
  const tiles = Object.entries(content.tiles)
    .map(([name, text]) => {
      const [z = 0, x = 0, y = 0] = name.split('/').map(Number)
      return { id: zxyToTileId(z, x, y), bytes: Buffer.from(text) }
    })
    .sort((a, b) => a.id - b.id)
  const directory = directoryOf(tiles)
  const metadata = Buffer.from(JSON.stringify({ attribution: content.attribution ?? 'nobody' }))
  const header = headerOf(content, {
    directory: directory.length,
    metadata: metadata.length,
    tiles: tiles.length,
    data: tiles.reduce((sum, { bytes }) => sum + bytes.length, 0),
  })
  const data = tiles.map(({ bytes }) => bytes)
  await writeFile(path, Buffer.concat([header, directory, metadata, ...data]))
}

function directoryOf(tiles: readonly { id: number; bytes: Buffer }[]): Buffer {
  const ids = tiles.map(({ id }, index) => id - (tiles[index - 1]?.id ?? 0))
  const lengths = tiles.map(({ bytes }) => bytes.length)
  // The first offset is 0, written as 1; 0 means right behind the one before.
  const offsets = tiles.map((_, index) => (index === 0 ? 1 : 0))
  const numbers = [tiles.length, ...ids, ...tiles.map(() => 1), ...lengths, ...offsets]
  return Buffer.from(numbers.flatMap(varint))
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}

interface Sizes {
  directory: number
  metadata: number
  tiles: number
  data: number
}

function headerOf({ bounds, minZoom, maxZoom }: PmtilesContent, sizes: Sizes): Buffer {
  const header = Buffer.alloc(headerBytes)
  const metadataAt = headerBytes + sizes.directory
  const dataAt = metadataAt + sizes.metadata
  header.write('PMTiles')
  header.writeUInt8(3, 7)
  const places = [headerBytes, sizes.directory, metadataAt, sizes.metadata, dataAt, 0, dataAt]
  const all = [...places, sizes.data, sizes.tiles, sizes.tiles, sizes.tiles]
  all.forEach((value, index) => header.writeBigUInt64LE(BigInt(value), 8 + index * 8))
  const none = 1
  const vectorTiles = 1
  ;[1, none, none, vectorTiles, minZoom, maxZoom].forEach((value, index) =>
    header.writeUInt8(value, 96 + index),
  )
  bounds.forEach((degrees, index) =>
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + index * 4),
  )
  return header
}
