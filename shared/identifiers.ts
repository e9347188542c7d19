/** Lower-case UUID text. Ids are UUIDv7 made by whoever creates the thing (decisions.md §4). */
export type Uuid = string

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function isUuid(text: string): text is Uuid {
  return uuidPattern.test(text)
}

/** 16 random bytes; passed in so that simulations stay repeatable. */
export type RandomBytes = () => Uint8Array

/**
 * Makes a UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits.
 * The time is the device's own claim and must never be used for ordering across devices.
 */
export function makeUuid(nowMs: number, randomBytes: RandomBytes): Uuid {
  const bytes = randomBytes().slice(0, 16)
  let rest = Math.max(0, Math.floor(nowMs)) % 2 ** 48
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
