import type { FastifyInstance } from 'fastify'
import { sameOrigin } from '../server/build-test-app.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { letItRun, type VirtualClock } from '../phones/virtual-clock.ts'

/** A mobile network in virtual time. */
export interface NetworkShape {
  /** There and back, milliseconds, least and most. */
  roundTripMs: [least: number, most: number]
  upBytesPerSecond: number
  downBytesPerSecond: number
  /** Share of exchanges whose connection dies somewhere on its way, 0 to 1. */
  loss: number
}

/** GPRS as phones in a tunnel have it. */
export const slow2G: NetworkShape = {
  roundTripMs: [600, 1_400],
  upBytesPerSecond: 4_000,
  downBytesPerSecond: 8_000,
  loss: 0.3,
}

export interface WeakNetworkOptions {
  app: FastifyInstance
  cookies: Map<string, string>
  clock: VirtualClock
  random: SeededRandom
  shape: NetworkShape
}

/** Bytes that a request weighs beside its body: request line, headers and their answer's. */
const headBytes = 400

/**
 * `fetch` into the real app over a slow network whose connections die: in the middle of a request the app gets what had arrived by then,
 * in the middle of an answer it has done its work. The phone hears of half of the deaths at once, of the others by its own patience.
 */
export class WeakNetwork {
  readonly #options: WeakNetworkOptions
  #working = 0
  #waiting = 0
  /** Bytes of photo pieces handed to the network, and exchanges that died. */
  photoBytesSent = 0
  exchanges = 0
  deaths = 0

  constructor(options: WeakNetworkOptions) {
    this.#options = options
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const path = input instanceof Request ? input.url : input.toString()
    // Such a network holds no stream of news open; the app then asks from time to time.
    if (path.startsWith('/api/events')) throw new TypeError('Failed to fetch')
    const body = init.body ? Buffer.from(await new Response(init.body).arrayBuffer()) : undefined
    const { random, shape, clock } = this.#options
    this.exchanges += 1
    const [least, most] = shape.roundTripMs
    const wayMs = (least + random.below(most - least)) / 2
    const upMs = (((body?.length ?? 0) + headBytes) / shape.upBytesPerSecond) * 1_000
    const begun = clock.monotonic()
    const dies = random.chance(shape.loss)
    if (dies) this.deaths += 1
    // Somewhere on the whole way, by time: most of it is the way up for a photo, and waiting for a text.
    const deathMs = dies ? random.next() * (2 * wayMs + upMs) : Number.POSITIVE_INFINITY
    const isPhoto = init.method === 'PATCH'
    const sentBy = (ms: number) => Math.floor((Math.max(0, ms) / upMs) * (body?.length ?? 0))
    const deliver = (bytes: Buffer | undefined) => this.#deliver({ path, init, body, bytes })
    try {
      await this.#wait(Math.min(deathMs, wayMs + upMs), init.signal)
    } catch (error) {
      // The phone's patience is over; what had arrived has arrived.
      const sent = Math.min(sentBy(clock.monotonic() - begun), body?.length ?? 0)
      if (isPhoto) this.photoBytesSent += sent
      if (isPhoto && body)
        await deliver(body.subarray(0, sentBy(clock.monotonic() - begun - wayMs)))
      throw error
    }
    if (deathMs < wayMs + upMs) {
      const sent = Math.min(sentBy(deathMs), body?.length ?? 0)
      if (isPhoto) this.photoBytesSent += sent
      if (isPhoto && body) await deliver(body.subarray(0, Math.min(sent, sentBy(deathMs - wayMs))))
      return this.#fail(init.signal)
    }
    if (isPhoto) this.photoBytesSent += body?.length ?? 0
    const answer = await deliver(body)
    if (dies) return this.#fail(init.signal)
    const downMs = ((answer.size + headBytes) / shape.downBytesPerSecond) * 1_000
    await this.#wait(wayMs + downMs, init.signal)
    return answer.response
  }

  /** Lets so much virtual time pass; the app's real work takes none of it. */
  async pass(ms: number): Promise<void> {
    const { clock } = this.#options
    const until = clock.monotonic() + ms
    for (;;) {
      await this.#settle()
      const next = clock.nextTimer
      if (next === undefined || next > until) break
      await clock.advance(Math.max(0, next - clock.monotonic()))
    }
    await clock.advance(until - clock.monotonic())
  }

  /** Until only time can bring anything on: the phone waits for the network, or has had nothing to do for a while. */
  async #settle(): Promise<void> {
    for (let idleRounds = 0; idleRounds < 12;) {
      await letItRun()
      if (this.#working > 0) idleRounds = 0
      else if (this.#waiting > 0) return
      else idleRounds += 1
    }
  }

  /** Half of the time the phone hears of it; otherwise it waits until its own patience is over. */
  async #fail(signal: AbortSignal | null | undefined): Promise<never> {
    const { random } = this.#options
    if (random.chance(0.5)) throw new TypeError('Failed to fetch')
    await this.#wait(Number.POSITIVE_INFINITY, signal)
    throw new TypeError('Failed to fetch')
  }

  async #wait(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
    this.#waiting += 1
    const over = new Promise<void>((resolve, reject) => {
      const aborted = () => {
        cancel()
        reject(new DOMException('aborted', 'AbortError'))
      }
      const cancel = Number.isFinite(ms)
        ? this.#options.clock.after(ms, () => {
            signal?.removeEventListener('abort', aborted)
            resolve()
          })
        : () => undefined
      if (signal?.aborted) aborted()
      signal?.addEventListener('abort', aborted, { once: true })
    })
    await over.finally(() => (this.#waiting -= 1))
  }

  async #deliver({ path, init, body, bytes }: Delivery) {
    const { app, cookies } = this.#options
    // Nothing of it arrived: for the app there was no request.
    if (body && bytes?.length === 0 && body.length > 0) return { response: new Response(), size: 0 }
    this.#working += 1
    try {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await app.inject({
        method: (init.method ?? 'GET') as 'GET',
        url: path,
        headers: {
          ...Object.fromEntries(new Headers(init.headers)),
          ...sameOrigin,
          cookie,
          // As it was said before the connection died.
          ...(body ? { 'content-length': String(body.length) } : {}),
        },
        ...(bytes ? { payload: bytes } : {}),
      })
      for (const { name, value } of answer.cookies) cookies.set(name, value)
      const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
      const size = answer.rawPayload.length
      const hasBody = size > 0 && answer.statusCode !== 204 && init.method !== 'HEAD'
      const response = new Response(hasBody ? Uint8Array.from(answer.rawPayload) : null, {
        status: answer.statusCode,
        headers: headers as [string, string][],
      })
      return { response, size }
    } finally {
      this.#working -= 1
    }
  }
}

interface Delivery {
  path: string
  init: RequestInit
  body: Buffer | undefined
  /** What of the body arrived. */
  bytes: Buffer | undefined
}
