/**
 * SHA-256 (FIPS 180-4), synchronous. WebCrypto is asynchronous, which ends an IndexedDB transaction, and is missing where the page is not
 * served over https. This is fast enough for a mutation's text and bearable for a photo. `@noble/hashes` would take 2.3 kB more (ADR 16).
 */
export function sha256Hex(message: Uint8Array): string {
  const state = new Uint32Array(initial)
  const schedule = new Uint32Array(64)
  const padded = pad(message)
  const view = new DataView(padded.buffer)
  for (let offset = 0; offset < padded.length; offset += 64) {
    for (let index = 0; index < 16; index += 1) {
      schedule[index] = view.getUint32(offset + index * 4)
    }
    digestBlock(state, schedule)
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('')
}

function pad(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(((message.length + 8) >> 6) * 64 + 64)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(message.length / 0x2000_0000))
  view.setUint32(padded.length - 4, (message.length << 3) >>> 0)
  return padded
}

const rotate = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits))
const at = (words: Uint32Array, index: number) => words[index] ?? 0

function digestBlock(state: Uint32Array, schedule: Uint32Array): void {
  for (let index = 16; index < 64; index += 1) {
    const a = at(schedule, index - 15)
    const b = at(schedule, index - 2)
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10)
    schedule[index] = at(schedule, index - 16) + s0 + at(schedule, index - 7) + s1
  }
  const work = new Uint32Array(state)
  for (let index = 0; index < 64; index += 1)
    round(work, at(schedule, index) + at(constants, index))
  for (let index = 0; index < 8; index += 1) state[index] = at(state, index) + at(work, index)
}

function round(work: Uint32Array, input: number): void {
  const [a, b, c, d] = [at(work, 0), at(work, 1), at(work, 2), at(work, 3)]
  const [e, f, g, h] = [at(work, 4), at(work, 5), at(work, 6), at(work, 7)]
  const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
  const first = h + s1 + ((e & f) ^ (~e & g)) + input
  const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
  const second = s0 + ((a & b) ^ (a & c) ^ (b & c))
  work.set([first + second, a, b, c, d + first, e, f, g])
}

/** First 32 fractional bits of the square roots of the first 8 primes, and of the cube roots of the first 64. */
const primes = firstPrimes(64)
const fraction = (value: number) => Math.floor((value - Math.floor(value)) * 2 ** 32) >>> 0
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const constants = new Uint32Array(primes.map((prime) => fraction(Math.cbrt(prime))))

function firstPrimes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  }
  return found
}
