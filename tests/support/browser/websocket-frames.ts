/** Text of one WebSocket message of a client, and the bytes it came in; `undefined` text: a control or a split message. */
export interface ClientFrame {
  text: string | undefined
  bytes: Buffer
}

/**
 * Cuts what a client sends (RFC 6455 §5.2, always masked) into whole frames. Returns a function that takes the next bytes and
 * returns the frames that are complete now.
 */
export function frameCutter(): (bytes: Buffer) => ClientFrame[] {
  let rest: Buffer = Buffer.alloc(0)
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    const frames: ClientFrame[] = []
    for (let size = frameSize(rest); size !== undefined; size = frameSize(rest)) {
      frames.push(readFrame(rest.subarray(0, size)))
      rest = rest.subarray(size)
    }
    return frames
  }
}

const maskBytes = 4

/** Bytes before the mask: two, and those of a longer length. */
function headSize(frame: Buffer): number {
  const length = frame.readUInt8(1) & 0x7f
  return length === 126 ? 4 : length === 127 ? 10 : 2
}

function frameSize(bytes: Buffer): number | undefined {
  if (bytes.length < 2 || bytes.length < headSize(bytes)) return undefined
  const head = headSize(bytes)
  const short = bytes.readUInt8(1) & 0x7f
  const length =
    head === 2 ? short : head === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  const size = head + maskBytes + length
  return bytes.length < size ? undefined : size
}

function readFrame(bytes: Buffer): ClientFrame {
  const isWholeText = bytes.readUInt8(0) === 0x81
  if (!isWholeText) return { text: undefined, bytes }
  const head = headSize(bytes)
  const mask = bytes.subarray(head, head + maskBytes)
  return { text: masked(bytes.subarray(head + maskBytes), mask).toString(), bytes }
}

const masked = (payload: Buffer, mask: Buffer): Buffer =>
  Buffer.from(payload.map((byte, index) => byte ^ (mask[index % maskBytes] ?? 0)))

/** A whole text message of at most 65,535 bytes as a client sends it; Firefox refuses a mask of zeros. */
export function clientFrame(text: string): Buffer {
  // Longer than the shortest form of a length allows, so that there is one form only.
  const payload = Buffer.from(text.padEnd(126))
  const mask = Buffer.from([1, 2, 3, 4])
  const head = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff])
  return Buffer.concat([head, mask, masked(payload, mask)])
}
