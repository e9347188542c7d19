import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

class ConnectionCutError extends Error {
  override name = 'ConnectionCutError'
}

/** So many bytes of a stream, and then its end as an error, as of a connection that breaks. */
export const cutOff = (source: Readable, afterBytes: number): Readable =>
  Readable.from(cut(source, afterBytes))

async function* cut(source: Readable, afterBytes: number): AsyncGenerator<Buffer> {
  let passed = 0
  for await (const chunk of source as AsyncIterable<Buffer>) {
    yield chunk.subarray(0, Math.max(0, afterBytes - passed))
    passed += chunk.length
    if (passed >= afterBytes) throw new ConnectionCutError(`cut after ${afterBytes} bytes`)
  }
}

export interface SlowLink {
  delayMs: number
  /** Absent: as fast as it comes after the delay. */
  bytesPerSecond?: number
}

/** The same bytes, later and no faster than the link. */
export const slowly = (source: Readable, link: SlowLink): Readable =>
  Readable.from(delayed(source, link))

const pieceBytes = 4_096

async function* delayed(source: Readable, link: SlowLink): AsyncGenerator<Buffer> {
  const { delayMs, bytesPerSecond = Number.POSITIVE_INFINITY } = link
  await pause(delayMs)
  for await (const chunk of source as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const piece = chunk.subarray(at, at + pieceBytes)
      await pause((piece.length / bytesPerSecond) * 1_000)
      yield piece
    }
  }
}
