import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

export interface CleanedAlone {
  large?: Buffer
  thumbnail?: Buffer
  /** The codec's sentence. */
  refusal?: string
  /** Most memory that cleaning took beyond what the process had. */
  megabytes: number
}

const script = fileURLToPath(new URL('clean-photo-script.ts', import.meta.url))

/** Cleans a photo in a process of its own; the file is written at `path`. */
export async function cleanAlone(path: string, bytes: Uint8Array): Promise<CleanedAlone> {
  await writeFile(path, bytes)
  const options = { maxBuffer: 64 * 1024 * 1024 }
  const { stdout } = await promisify(execFile)(process.execPath, [script, path], options)
  const { large, thumbnail, ...rest } = JSON.parse(stdout) as Record<string, string> & {
    megabytes: number
  }
  const decoded = (text: string | undefined) => (text ? Buffer.from(text, 'base64') : undefined)
  return { ...rest, large: decoded(large), thumbnail: decoded(thumbnail) } as CleanedAlone
}

export interface PlainPicture {
  width: number
  height: number
  channels?: 3 | 4
}

/** One colour, so that the file is small whatever its size in pixels. */
export const plainPicture = ({ width, height, channels = 3 }: PlainPicture) =>
  sharp({
    create: { width, height, channels, background: { r: 200, g: 120, b: 30, alpha: 1 } },
    limitInputPixels: false,
  })

function pngChunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

export interface PngClaim {
  width: number
  height: number
  /** Bits a channel; with 1 it is grey, otherwise RGBA. */
  depth: 1 | 8 | 16
  /** Bytes of black lines that are really there; default a few. */
  lines?: number
  /** Further chunks, between head and picture. */
  chunks?: [type: string, data: Uint8Array][]
}

/** A PNG that says how large it is, and holds as much of it as asked for. */
export function claimedPng({ width, height, depth, lines = 1_024, chunks = [] }: PngClaim): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([depth, depth === 1 ? 0 : 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', head),
    ...chunks.map(([type, data]) => pngChunk(type, data)),
    pngChunk('IDAT', deflateSync(Buffer.alloc(lines))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** A comment segment right behind the start of a JPEG. */
export const withJpegComment = (jpeg: Uint8Array, comment: string): Buffer => {
  const text = Buffer.from(comment, 'latin1')
  const head = Buffer.from([0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 0xff])
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)])
}
