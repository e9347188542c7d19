import { setTimeout as pause } from 'node:timers/promises'
import type { Uuid } from '../../shared/identifiers.ts'
import { HttpPerson } from '../support/requests/http-phone.ts'
import { listenEvents, type OpenEventStream } from '../support/requests/listen-events.ts'
import type { TestPhone } from '../support/fixtures/people.ts'

/** From "the server has it" to "another phone of the walk has it", for one pin. */
export interface Lag {
  /** Seconds since the beginning at which it was acknowledged. */
  at: number
  ms: number
}

export interface LagWatch {
  acknowledged(observationId: Uuid): void
  lags(): Lag[]
  stop(): void
}

/** One bystander a walk, who listens for wake-ups and pulls as a phone does; restarts of the server are part of what is measured. */
export function watchLag(origin: string, bystanders: readonly TestPhone[]): LagWatch {
  const begin = Date.now()
  const acknowledgedAt = new Map<Uuid, number>()
  const seenAt = new Map<Uuid, number>()
  let isOver = false
  const watch = async (phone: TestPhone) => {
    const reader = new HttpPerson(phone, phone.walkId).reader()
    let stream: OpenEventStream | undefined
    let heard = -1
    while (!isOver) {
      try {
        stream ??= await listening(origin, phone, () => (stream = undefined))
        if (stream.text().length !== heard) {
          heard = stream.text().length
          await reader.pullAll(origin)
          const now = Date.now()
          for (const id of reader.seen) if (!seenAt.has(id)) seenAt.set(id, now)
        }
        await pause(20)
      } catch {
        heard = -1
        await pause(250)
      }
    }
    stream?.close()
  }
  const watching = bystanders.map(watch)
  return {
    acknowledged: (id) => {
      if (!acknowledgedAt.has(id)) acknowledgedAt.set(id, Date.now())
    },
    lags: () =>
      [...acknowledgedAt].flatMap(([id, at]) => {
        const seen = seenAt.get(id)
        // Seen before its own answer came back: no lag at all.
        return seen === undefined ? [] : [{ at: (at - begin) / 1_000, ms: Math.max(0, seen - at) }]
      }),
    stop: () => {
      isOver = true
      void Promise.all(watching)
    },
  }
}

async function listening(
  origin: string,
  { cookie }: TestPhone,
  onEnd: () => void,
): Promise<OpenEventStream> {
  const stream = await listenEvents({ origin, cookie })
  void stream.ended.then(onEnd)
  return stream
}

/** Milliseconds of lag that come with each further minute (least squares): about 0 when nothing piles up. */
export function slopePerMinute(lags: readonly Lag[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanAt, meanMs] = [mean(lags.map(({ at }) => at)), mean(lags.map(({ ms }) => ms))]
  const shared = lags.reduce((sum, { at, ms }) => sum + (at - meanAt) * (ms - meanMs), 0)
  const spread = lags.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0)
  return spread === 0 ? 0 : (shared / spread) * 60
}
