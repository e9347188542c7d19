import { setTimeout as pause } from 'node:timers/promises'
import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { JoinedWalk } from '../../../shared/walk/walk.ts'
import {
  announcementOf,
  makeLoadPhoto,
  sendLoadPhoto,
  type LoadPhoto,
} from '../fixtures/load-photos.ts'
import { someUuid } from '../fixtures/make-observation.ts'

interface Pinned {
  mutationId: Uuid
  observationId: Uuid
}

/** A phone that pins without end and repeats each push unchanged until it has an answer, as the real one does. */
export interface LoadPhone {
  /** What the server has acknowledged as applied. */
  acknowledged: Pinned[]
  /** Photos whose last byte the server has acknowledged. */
  delivered: LoadPhoto[]
  /** Answers other than `applied`, offsets that went back; there must be none. */
  unexpected: string[]
  /** Requests that met no server, or one without its store. */
  turnedAway: number
  /** Sends until it is stopped; the current push is repeated until it is acknowledged. */
  run(): Promise<void>
  end(): void
  /** All rows of the walk's feed, from its beginning. */
  pull(): Promise<PulledRow[]>
}

interface PulledRow {
  kind: string
  id: Uuid
  seq: string
  body?: { photos?: { photoId: Uuid; state: string }[] }
}

export interface LoadPhoneOptions {
  origin: string
  /** Pins in a push. */
  batch: number
  /** Whether each push brings a photo, which is sent beside the pushes. */
  withPhotos?: boolean
}

/** Joins the open demo walk. */
export async function joinAsLoadPhone({
  origin,
  batch,
  withPhotos = false,
}: LoadPhoneOptions): Promise<LoadPhone> {
  const clientId = someUuid()
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
      body: JSON.stringify(body),
    })
  const joined = await whenNotBusy(() => post('/api/walks/join', { code: 'NYVA26', clientId }))
  const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const space = ((await joined.json()) as JoinedWalk).walk.id

  const phone: LoadPhone = {
    acknowledged: [],
    delivered: [],
    turnedAway: 0,
    unexpected: [],
    run,
    end: () => (isOver = true),
    pull,
  }
  let isOver = false
  let clientSeq = 0

  async function run(): Promise<void> {
    let photos: Promise<void> = Promise.resolve()
    while (!isOver) {
      const photo = withPhotos ? await makeLoadPhoto() : null
      const mutations = Array.from({ length: batch }, (_, index) =>
        pin((clientSeq += 1), index === 0 ? photo : null),
      )
      const results = await sendUntilAnswered(mutations)
      for (const { id, status, code } of results) {
        const sent = mutations.find((mutation) => mutation.id === id)
        if (status !== 'applied' || !sent) phone.unexpected.push(`${status} ${code ?? ''}`)
        else phone.acknowledged.push({ mutationId: id, observationId: sent.args.observationId })
      }
      // One photo is being sent while the next push runs, as on a phone with a slow connection.
      await photos
      if (photo) photos = deliver(photo)
    }
    await photos
  }

  async function deliver(photo: LoadPhoto): Promise<void> {
    const address = `${origin}/api/photos/${photo.photoId}`
    const headers = { cookie, 'sec-fetch-site': 'same-origin' }
    const { unexpected } = phone
    const onTurnedAway = () => (phone.turnedAway += 1)
    await sendLoadPhoto(photo, { address, headers, unexpected, onTurnedAway })
    phone.delivered.push(photo)
  }

  async function sendUntilAnswered(mutations: unknown[]): Promise<MutationResult[]> {
    for (;;) {
      const body = { protocol: 1, epoch: null, clientId, space, mutations }
      try {
        const reply = await post('/api/sync/push', body, cookie)
        if (reply.ok) return ((await reply.json()) as { results: MutationResult[] }).results
        if (reply.status !== 503) phone.unexpected.push(`status ${reply.status}`)
      } catch {
        // Connection refused or cut: it is unknown whether the request was processed.
      }
      phone.turnedAway += 1
      await pause(20)
    }
  }

  async function pull(): Promise<PulledRow[]> {
    const rows: PulledRow[] = []
    let epoch: string | null = null
    for (let cursor = '0', more = true; more;) {
      const reply = await post(
        '/api/sync/pull',
        { protocol: 1, epoch, cursors: { [space]: cursor } },
        cookie,
      )
      const answer = (await reply.json()) as PullBody
      const page = answer.spaces[space]
      if (!page) throw new Error(`no page of the walk: ${reply.status}`)
      rows.push(...page.rows)
      ;({ epoch } = answer)
      ;({ cursor, more } = page)
    }
    return rows
  }

  return phone
}

interface PullBody {
  epoch: string
  spaces: Record<string, FeedPageBody>
}

interface FeedPageBody {
  cursor: string
  more: boolean
  rows: PulledRow[]
}

function pin(clientSeq: number, photo: LoadPhoto | null) {
  const observationId = someUuid()
  return {
    id: someUuid(),
    clientSeq,
    name: 'observation.create',
    v: 1,
    args: {
      observationId,
      category: 'lys.slukket',
      position: { longitude: 9.95, latitude: 57.03, source: 'gps' },
      text: `Lampe ${clientSeq}`,
      ...(photo ? { photos: [announcementOf(photo)] } : {}),
    },
    capturedAt: new Date().toISOString(),
    tzOffset: 60,
  }
}

/** A server that has just started under load may answer 503 at first; a person presses the button again. */
async function whenNotBusy(request: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await request()
    if (response.ok) return response
    if (response.status !== 503 || attempt === 20) {
      throw new Error(`Joining was answered ${response.status}: ${await response.text()}`)
    }
    await pause(500)
  }
}
