import type { Principal } from '../../../server/identity/principal.ts'
import { cookieNames } from '../../../server/http/sessions/session-cookies.ts'
import type { Store } from '../../../server/store/database/database.ts'
import { findSession } from '../../../server/store/identity/session-store.ts'
import { pullChanges, type PullReply } from '../../../server/sync/pull/pull-changes.ts'
import type { PushReply } from '../../../server/sync/push/push-transaction.ts'
import { receiveMutations, type PushSeams } from '../../../server/sync/push/receive-mutations.ts'
import type { FeedRow } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { makeCreate, makeEnvelope } from '../fixtures/make-observation.ts'
import type { TestOfficial, TestPerson, TestPhone } from '../fixtures/people.ts'

/** The person's session as the routes would see it. */
export async function principalOf(store: Store, { cookie }: TestPerson): Promise<Principal> {
  const kind = cookie.startsWith(cookieNames.device) ? 'device' : 'account'
  const [municipalityId = '', sessionId = '', secret = ''] = cookie
    .slice(cookie.indexOf('=') + 1)
    .split('.')
  const ticket = { municipalityId, sessionId, kind, secret, now: new Date() } as const
  const session = await findSession(store, ticket)
  if (!session) throw new Error('No such session')
  return { ...session, municipalityId, sessionId }
}

export const clientIdOf = (person: TestPhone | TestOfficial): Uuid =>
  'clientId' in person ? person.clientId : person.accountId

export interface TestPush {
  mutations: MutationEnvelope[]
  space: Uuid
  now?: number
}

/** Pushes as somebody, without HTTP; throws when the whole request is refused. */
export async function pushAs(
  store: Store,
  person: TestPhone | TestOfficial,
  { mutations, space, now = Date.now(), ...seams }: TestPush & PushSeams,
): Promise<PushReply> {
  const push = {
    principal: await principalOf(store, person),
    request: { protocol: 1, epoch: null, clientId: clientIdOf(person), space, mutations },
    now,
  }
  const outcome = await receiveMutations(store, push, seams)
  if (!outcome.ok) throw new Error(`push refused: ${outcome.problem.code}`)
  return outcome.value
}

interface ApplyOptions {
  space?: Uuid
  capturedAt?: string
  /** The server's clock, milliseconds; default the machine's. */
  now?: number
}

/** Applies one mutation, in the phone's own walk unless a space is named, and returns its answer. */
export async function applyAs(
  store: Store,
  person: TestPhone | TestOfficial,
  { space, capturedAt, now = Date.now(), ...mutation }: KnownMutation & ApplyOptions,
): Promise<PushReply['results'][number]> {
  const walkId = space ?? ('walkId' in person ? person.walkId : '')
  const envelope = makeEnvelope(mutation)
  const mutations = [capturedAt === undefined ? envelope : { ...envelope, capturedAt }]
  const { results } = await pushAs(store, person, { mutations, space: walkId, now })
  const [result] = results
  if (!result) throw new Error('No result')
  return result
}

/** Pins an observation and returns its id. */
export async function pinAs(
  store: Store,
  phone: TestPhone,
  changes: Parameters<typeof makeCreate>[0] = {},
): Promise<Uuid> {
  const args = makeCreate(changes)
  const result = await applyAs(store, phone, { name: 'observation.create@1', args })
  if (result.status !== 'applied') throw new Error(`pin ${result.status}: ${result.code ?? ''}`)
  return args.observationId
}

/** A reader that keeps its base as phones do: rows by id, cursor, epoch, and a new base on reset. */
export class TestReader {
  readonly rows = new Map<Uuid, FeedRow>()
  cursor = '0'
  epoch: Uuid | null = null
  resets = 0
  readonly #store: Store
  readonly #person: TestPhone | TestOfficial
  readonly #space: Uuid

  constructor(store: Store, person: TestPhone | TestOfficial, space: Uuid) {
    this.#store = store
    this.#person = person
    this.#space = space
  }

  /** Pulls one page; returns whether there is more. */
  async pullPage(limit = 500): Promise<boolean> {
    const page = await this.#ask(limit)
    if (page.reset) {
      this.rows.clear()
      this.resets += 1
    }
    for (const row of page.rows) {
      if (row.deleted) this.rows.delete(row.id)
      else this.rows.set(row.id, row)
    }
    this.cursor = page.cursor
    return page.more
  }

  async pullAll(limit = 500): Promise<this> {
    let more = true
    while (more) more = await this.pullPage(limit)
    return this
  }

  observation(id: Uuid): VisibleObservation | undefined {
    return this.rows.get(id)?.body as VisibleObservation | undefined
  }

  /** The base as a comparable value: order and numbers of rows do not matter. */
  get base(): Record<Uuid, unknown> {
    return Object.fromEntries(
      [...this.rows]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, { kind, seq, body }]) => [id, { kind, seq, body }]),
    )
  }

  async #ask(limit: number): Promise<PullReply['spaces'][string]> {
    const outcome = await pullChanges(this.#store, {
      principal: await principalOf(this.#store, this.#person),
      request: {
        protocol: 1,
        epoch: this.epoch,
        cursors: { [this.#space]: this.cursor },
        limit,
      },
      now: Date.now(),
    })
    if (!outcome.ok) throw new Error(`pull refused: ${outcome.problem.code}`)
    this.epoch = outcome.value.epoch
    const page = outcome.value.spaces[this.#space]
    if (!page) throw new Error('The space was left out')
    return page
  }
}
