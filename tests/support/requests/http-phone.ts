import type { FeedRow } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { makeCreate, makeEnvelope } from '../fixtures/make-observation.ts'
import type { TestOfficial, TestPhone } from '../fixtures/people.ts'
import { clientIdOf } from './sync-calls.ts'

type Person = TestPhone | TestOfficial

export interface PushAnswer {
  status: number
  head?: string
  results?: { id: Uuid; status: string; code?: string; effectSeq?: string }[]
}

/** One person's requests to any of several servers. */
export class HttpPerson {
  readonly #person: Person
  readonly #space: Uuid

  constructor(person: Person, space: Uuid) {
    this.#person = person
    this.#space = space
  }

  async push(origin: string, mutations: MutationEnvelope[]): Promise<PushAnswer> {
    const head = { protocol: 1, epoch: null, clientId: clientIdOf(this.#person) }
    const reply = await this.#post(origin, '/api/sync/push', {
      ...head,
      space: this.#space,
      mutations,
    })
    return { status: reply.status, ...((await reply.json()) as object) }
  }

  /** One mutation, which must be applied. */
  async apply(origin: string, mutation: KnownMutation): Promise<void> {
    const { results } = await this.push(origin, [makeEnvelope(mutation)])
    const [result] = results ?? []
    if (result?.status !== 'applied')
      throw new Error(`${result?.status ?? ''} ${result?.code ?? ''}`)
  }

  async pin(origin: string, changes: Parameters<typeof makeCreate>[0] = {}): Promise<Uuid> {
    const args = makeCreate(changes)
    await this.apply(origin, { name: 'observation.create@1', args })
    return args.observationId
  }

  /** A base as phones keep it; each page may come from another server. */
  reader(): HttpReader {
    return new HttpReader((asked) => this.#page(asked))
  }

  async #page({ origin, epoch, cursor, limit }: AskedPage): Promise<Page> {
    const body = { protocol: 1, epoch, cursors: { [this.#space]: cursor }, limit }
    const reply = await this.#post(origin, '/api/sync/pull', body)
    const answer = (await reply.json()) as { epoch: Uuid; spaces?: Record<string, Page> }
    const page = answer.spaces?.[this.#space]
    if (!page) throw new Error(`no page: ${String(reply.status)}`)
    return { ...page, epoch: answer.epoch }
  }

  #post(origin: string, path: string, body: object): Promise<Response> {
    const headers = {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      cookie: this.#person.cookie,
      ...('accountId' in this.#person ? { 'x-lygte-desk': '1' } : {}),
    }
    return fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  }
}

interface AskedPage {
  origin: string
  /** Null at first: a reader that never says it starts over each time. */
  epoch: Uuid | null
  cursor: string
  limit: number
}

interface Page {
  epoch: Uuid
  cursor: string
  more: boolean
  reset?: boolean
  rows: FeedRow[]
}

export class HttpReader {
  readonly rows = new Map<Uuid, FeedRow>()
  readonly seen = new Set<Uuid>()
  cursor = '0'
  #epoch: Uuid | null = null
  readonly #ask: (asked: AskedPage) => Promise<Page>

  constructor(ask: (asked: AskedPage) => Promise<Page>) {
    this.#ask = ask
  }

  /** Pulls one page; returns whether there is more. */
  async pullPage(origin: string, limit = 500): Promise<boolean> {
    const page = await this.#ask({ origin, epoch: this.#epoch, cursor: this.cursor, limit })
    if (page.reset) this.rows.clear()
    for (const row of page.rows) {
      this.seen.add(row.id)
      if (row.deleted) this.rows.delete(row.id)
      else this.rows.set(row.id, row)
    }
    this.cursor = page.cursor
    this.#epoch = page.epoch
    return page.more
  }

  async pullAll(origin: string, limit = 500): Promise<this> {
    while (await this.pullPage(origin, limit));
    return this
  }

  observation(id: Uuid): VisibleObservation | undefined {
    return this.rows.get(id)?.body as VisibleObservation | undefined
  }

  get base(): unknown[] {
    return [...this.rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}
