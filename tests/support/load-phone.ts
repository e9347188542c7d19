import { setTimeout as pause } from 'node:timers/promises'
import type { MutationResult } from '../../shared/feed.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { JoinedWalk } from '../../shared/walk.ts'
import { someUuid } from './make-observation.ts'

interface Pinned {
  mutationId: Uuid
  observationId: Uuid
}

/** A phone that pins without end and repeats each push unchanged until it has an answer, as the real one does. */
export interface LoadPhone {
  /** What the server has acknowledged as applied. */
  acknowledged: Pinned[]
  /** Answers other than `applied`; there must be none. */
  unexpected: string[]
  /** Sends until told to end; the push at hand is repeated until it is acknowledged. */
  run(): Promise<void>
  end(): void
  /** All rows of the walk's feed, from its beginning. */
  pull(): Promise<{ kind: string; id: Uuid; seq: string }[]>
}

/** Joins the open demo walk. Pushes hold `batch` pins each. */
export async function joinAsLoadPhone(origin: string, batch: number): Promise<LoadPhone> {
  const clientId = someUuid()
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
      body: JSON.stringify(body),
    })
  const joined = await post('/api/walks/join', { code: 'NYVA26', clientId })
  const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const space = ((await joined.json()) as JoinedWalk).walk.id

  const phone: LoadPhone = {
    acknowledged: [],
    unexpected: [],
    run,
    end: () => (isOver = true),
    pull,
  }
  let isOver = false
  let clientSeq = 0

  async function run(): Promise<void> {
    while (!isOver) {
      const mutations = Array.from({ length: batch }, () => pin((clientSeq += 1)))
      const results = await sendUntilAnswered(mutations)
      for (const { id, status, code } of results) {
        const sent = mutations.find((mutation) => mutation.id === id)
        if (status !== 'applied' || !sent) phone.unexpected.push(`${status} ${code ?? ''}`)
        else phone.acknowledged.push({ mutationId: id, observationId: sent.args.observationId })
      }
    }
  }

  async function sendUntilAnswered(mutations: unknown[]): Promise<MutationResult[]> {
    for (;;) {
      const body = { protocol: 1, epoch: null, clientId, space, mutations }
      try {
        const reply = await post('/api/sync/push', body, cookie)
        if (reply.ok) return ((await reply.json()) as { results: MutationResult[] }).results
        if (reply.status !== 503) phone.unexpected.push(`status ${reply.status}`)
      } catch {
        // Connection refused or cut: nobody knows whether it was taken in.
      }
      await pause(20)
    }
  }

  async function pull(): Promise<{ kind: string; id: Uuid; seq: string }[]> {
    const rows: { kind: string; id: Uuid; seq: string }[] = []
    for (let cursor = '0', more = true; more;) {
      const reply = await post(
        '/api/sync/pull',
        { protocol: 1, epoch: null, cursors: { [space]: cursor } },
        cookie,
      )
      const { spaces } = (await reply.json()) as { spaces: Record<string, FeedPageBody> }
      const page = spaces[space]
      if (!page) throw new Error(`no page of the walk: ${reply.status}`)
      rows.push(...page.rows)
      ;({ cursor, more } = page)
    }
    return rows
  }

  return phone
}

interface FeedPageBody {
  cursor: string
  more: boolean
  rows: { kind: string; id: Uuid; seq: string }[]
}

function pin(clientSeq: number) {
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
    },
    capturedAt: new Date().toISOString(),
    tzOffset: 60,
  }
}
