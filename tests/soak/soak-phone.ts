import { setTimeout as pause } from 'node:timers/promises'
import { createHash } from 'node:crypto'
import type { PhoneClock } from '../../client/local/phone/phone-environment.ts'
import { createPhone } from '../../client/sync/services/create-phone.ts'
import { retryAfterMs, retryDelayMs } from '../../client/sync/http/retry-delay.ts'
import type { MutationResult } from '../../shared/sync/feed.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { JoinedWalk } from '../../shared/walk/walk.ts'
import { FakePage } from '../support/phones/build-client.ts'
import { announcementOf, makeLoadPhoto, sendLoadPhoto } from '../support/fixtures/load-photos.ts'
import {
  makeCreate,
  makeEnvelope,
  somePosition,
  someUuid,
} from '../support/fixtures/make-observation.ts'
import { PhoneDisk } from '../support/phones/phone-disk.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { soakFetch, type SoakFigures } from './soak-network.ts'

export interface SavedPin {
  observationId: Uuid
  photoIds: Uuid[]
}

export interface SoakPhone {
  /** Whether the real client runs it. */
  isEngine: boolean
  saved: SavedPin[]
  /** Walks in and pins until everything that is to be pinned is saved. */
  walk(): Promise<void>
  /** Pins and photos that the server has not acknowledged. */
  waiting(): number
  /** What it shows of the walk at the end: ids of all pins; null for a phone without a cache. Own pins that are not whole are told. */
  look(violations: string[]): Promise<Uuid[] | null>
  stop(): void
}

export interface SoakPhoneOptions {
  origin: string
  code: string
  index: number
  seed: number
  faults: number
  figures: SoakFigures
  /** Seconds from the beginning at which somebody pins, in order. */
  times: number[]
  photosEach: number
  /** Hears of each pin that the server has acknowledged. */
  onAcknowledged: (observationId: Uuid) => void
  violations: string[]
}

const realClock: PhoneClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

async function atTimes(times: number[], pin: () => Promise<void>): Promise<void> {
  const begin = performance.now()
  for (const time of times) {
    await pause(Math.max(0, time * 1_000 - (performance.now() - begin)))
    await pin()
  }
}

/** The product's own client on a disk in memory, with real time and real HTTP. */
export function enginePhone(options: SoakPhoneOptions): SoakPhone {
  const { index, seed, figures, violations } = options
  const disk = new PhoneDisk()
  const random = seededRandom(seed * 100_000 + index)
  const phone = createPhone({
    environment: {
      ...{ indexedDB: disk.indexedDB, clock: realClock, marker: disk.marker, page: new FakePage() },
      ...{ openChannel: () => null, storageManager: null, locks: null, random: random.next },
      randomBytes: () => crypto.getRandomValues(new Uint8Array(16)),
      tzOffsetMinutes: () => 60,
      sha256: async (bytes) => createHash('sha256').update(new Uint8Array(bytes)).digest('hex'),
      fetch: acknowledging(
        soakFetch({ ...options, random, cookies: disk.cookies, figures }),
        options,
      ),
    },
    dropTiles: async () => false,
    report: (error) => violations.push(`phone ${String(index)}: ${String(error)}`),
  })
  let walkId = ''
  const saved: SavedPin[] = []
  const pin = async () => {
    let draft = {
      ...phone.capture.newDraft(walkId),
      category: 'lys.slukket',
      position: somePosition,
    }
    draft = { ...draft, text: `Telefon ${String(index)}` }
    for (let photo = 0; photo < options.photosEach; photo += 1) {
      const { bytes } = await makeLoadPhoto()
      const prepared = { bytes: Uint8Array.from(bytes).buffer, mime: 'image/jpeg' as const }
      const size = { width: 32, height: 24, wasResized: false }
      const photoId = await phone.capture.addPhoto(draft, { ...prepared, ...size })
      draft = { ...draft, photoIds: [...draft.photoIds, photoId] }
    }
    const outcome = await phone.capture.save(draft)
    if (outcome.ok) saved.push({ observationId: draft.observationId, photoIds: draft.photoIds })
    else violations.push(`phone ${String(index)} could not save: ${outcome.problem.code}`)
  }
  return {
    isEngine: true,
    saved,
    walk: async () => {
      for (let isJoined = false; !isJoined;) {
        const joined = await phone.walks.join(options.code, 'Anna').catch(() => null)
        if (joined?.ok) walkId = joined.value.walk.id
        isJoined = joined?.ok ?? false
        if (!isJoined) await pause(retryDelayMs(1, random.next))
      }
      phone.sync.start()
      await atTimes(options.times, pin)
    },
    waiting: () => phone.sync.state().waiting,
    look: async (found) => {
      const own = new Set(saved.map(({ observationId }) => observationId))
      const pins = await phone.pins.list(walkId)
      for (const { id, delivery, photos } of pins.filter((shown) => own.has(shown.id))) {
        if (delivery !== 'received') found.push(`phone ${String(index)} shows ${id} as ${delivery}`)
        const states = photos.map(({ state }) => state).filter((state) => state !== 'stored')
        if (states.length > 0)
          found.push(`phone ${String(index)} shows photos ${states.join()} of ${id}`)
      }
      return pins.map(({ id }) => id)
    },
    stop: () => phone.sync.stop(),
  }
}

/** Reads a copy of each answer to a push, as somebody looking over the phone's shoulder. */
function acknowledging(inner: typeof fetch, { onAcknowledged }: SoakPhoneOptions): typeof fetch {
  return async (input, init) => {
    const answer = await inner(input, init)
    const body = init?.body
    if (typeof body !== 'string' || !answer.ok || !body.includes('"mutations"')) return answer
    const sent = JSON.parse(body) as { mutations: { id: Uuid; args: { observationId: Uuid } }[] }
    const { results } = (await answer.clone().json()) as { results: MutationResult[] }
    const applied = new Set(
      results.filter(({ status }) => status === 'applied').map(({ id }) => id),
    )
    for (const { id, args } of sent.mutations)
      if (applied.has(id)) onAcknowledged(args.observationId)
    return answer
  }
}

/** Pushes and sends photos as the client does, unchanged until acknowledged and with its waits, but keeps nothing and shows nothing. */
export function lightPhone(options: SoakPhoneOptions): SoakPhone {
  const { index, seed, violations } = options
  const random = seededRandom(seed * 100_000 + index)
  const inner = soakFetch({ ...options, random, cookies: new Map<string, string>() })
  const clientId = someUuid()
  const saved: SavedPin[] = []
  let waiting = 0
  let space = ''
  let work: Promise<void> = Promise.resolve()

  const insist = async (path: string, body: object): Promise<unknown> => {
    for (let failures = 1; ; failures += 1) {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }
      const answer = await inner(path, init).catch(() => null)
      if (answer?.ok) return answer.json()
      await answer?.arrayBuffer()
      if (answer && answer.status !== 503 && answer.status !== 429)
        violations.push(`phone ${String(index)}: ${path} answered ${String(answer.status)}`)
      const asked = answer ? (retryAfterMs(answer.headers) ?? 0) : 0
      await pause(asked + retryDelayMs(failures, random.next))
    }
  }

  const deliver = async (
    { observationId }: SavedPin,
    photos: Awaited<ReturnType<typeof makeLoadPhoto>>[],
  ) => {
    const args = makeCreate({ observationId, photos: photos.map(announcementOf) })
    const mutation = makeEnvelope({ name: 'observation.create@1', args })
    const push = { protocol: 1, epoch: null, clientId, space, mutations: [mutation] }
    const { results } = (await insist('/api/sync/push', push)) as { results: MutationResult[] }
    const [result] = results
    if (result?.status === 'applied') options.onAcknowledged(observationId)
    else violations.push(`phone ${String(index)}: ${result?.status ?? ''} ${result?.code ?? ''}`)
    waiting -= 1
    for (const photo of photos) {
      const address = `/api/photos/${photo.photoId}`
      await sendLoadPhoto(photo, {
        address,
        headers: {},
        unexpected: violations,
        fetch: inner,
        pauseMs: 500,
      })
      waiting -= 1
    }
  }

  const pin = async () => {
    const photos = await Promise.all(Array.from({ length: options.photosEach }, makeLoadPhoto))
    const one = { observationId: someUuid(), photoIds: photos.map(({ photoId }) => photoId) }
    saved.push(one)
    waiting += 1 + photos.length
    work = work.then(() => deliver(one, photos))
  }

  return {
    isEngine: false,
    saved,
    walk: async () => {
      const joined = await insist('/api/walks/join', { code: options.code, clientId })
      space = (joined as JoinedWalk).walk.id
      await atTimes(options.times, pin)
    },
    waiting: () => waiting,
    look: async () => null,
    stop: () => undefined,
  }
}
