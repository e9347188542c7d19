import { bodyAfter } from '../../../shared/sync/subject.ts'
import type { MutationResult } from '../../../shared/sync/feed.ts'
import { applyMutation, type KnownMutation } from '../../../shared/sync/registry.ts'
import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { ProblemCode } from '../../../shared/problem.ts'
import type { JoinedWalk } from '../../../shared/walk/walk.ts'
import { buildClient, type ClientOptions, type TestClient } from './build-client.ts'
import { FeedScript } from './feed-script.ts'
import { makeContext, someUuid, someWalkId } from '../fixtures/make-observation.ts'

export const someEpoch = '0199a000-0000-7000-8000-0000000e0001'
/** The script's clock by default. */
export const serverTime = '2026-10-29T18:00:05.000Z'

const ours = { 'x-lygte': '1', 'content-type': 'application/json' }

export const json = (body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status: 200, headers: { ...ours, ...headers } })

interface ProblemAnswer {
  status: number
  code: ProblemCode
  headers?: Record<string, string>
}

export const problem = ({ status, code, headers = {} }: ProblemAnswer) =>
  new Response(JSON.stringify({ type: code, title: code, status }), {
    status,
    headers: { ...ours, 'content-type': 'application/problem+json', ...headers },
  })

export const html = (status = 200) =>
  new Response('<html>Log ind</html>', { status, headers: { 'content-type': 'text/html' } })

export const noNetwork = (): never => {
  throw new TypeError('Failed to fetch')
}

export interface PushBody {
  epoch: string | null
  clientId: string
  space: string
  mutations: MutationEnvelope[]
}

export interface SeenRequest {
  method: string
  path: string
  headers: Headers
  /** Parsed JSON, or the bytes. */
  body: unknown
}

type Handler<T> = (body: T, request: SeenRequest) => Response | Promise<Response>

/** A server whose answers the test decides; by default it applies everything and has an empty feed. */
export class ScriptedApi {
  readonly requests: SeenRequest[] = []
  readonly feed = new FeedScript(someWalkId, someEpoch)
  readonly observations = new Map<string, Observation>()
  /** Milliseconds; absent: `serverTime`, standing still. */
  serverNow: number | undefined
  readonly #answers = new Map<string, MutationResult>()
  /** Answers a mutation instead of applying it; for what concerns no observation. */
  answerOf: (envelope: MutationEnvelope) => MutationResult | undefined = () => undefined
  onPush: Handler<PushBody> = (body) => this.applied(body)
  onPull: Handler<{ epoch: string | null; cursors: Record<string, string>; limit: number }> = (
    body,
  ) => json({ serverTime: this.time, ...this.feed.answer(body) })
  onJoin: Handler<{ clientId: string; displayName?: string; deviceKey?: string }> = ({
    clientId,
    displayName,
  }) => json(joinedWalk(clientId, displayName ?? null))
  onPhoto: Handler<Uint8Array | undefined> = () => problem({ status: 404, code: 'not-found' })
  onOther: Handler<unknown> = () => problem({ status: 404, code: 'not-found' })

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const path = input instanceof Request ? input.url : input.toString()
    const request: SeenRequest = {
      method: init.method ?? 'GET',
      path,
      headers: new Headers(init.headers),
      body: await readBody(init.body),
    }
    this.requests.push(request)
    const aborted = new Promise<never>((_resolve, reject) => {
      const { signal } = init
      const stop = () => reject(new DOMException('aborted', 'AbortError'))
      if (signal?.aborted) stop()
      signal?.addEventListener('abort', stop)
    })
    return Promise.race([this.#handle(request), aborted])
  }

  async #handle(request: SeenRequest): Promise<Response> {
    const { path, body } = request
    if (path === '/api/sync/push') return this.onPush(body as PushBody, request)
    if (path === '/api/sync/pull') return this.onPull(body as never, request)
    if (path === '/api/walks/join') return this.onJoin(body as never, request)
    if (path.startsWith('/api/photos/')) return this.onPhoto(body as Uint8Array, request)
    return this.onOther(body, request)
  }

  /**
   * The answer of a server that accepts everything, and its effect on the feed; `change` may replace the answer of single
   * mutations, which then have no effect.
   */
  applied(
    { mutations, clientId }: PushBody,
    change: (result: MutationResult, index: number) => MutationResult = (result) => result,
  ): Response {
    const results = mutations.map((envelope, index): MutationResult => {
      const { id } = envelope
      const known = this.#answers.get(id)
      if (known) return known
      const wished = change({ id, status: 'applied' }, index)
      const result =
        this.answerOf(envelope) ??
        (wished.status === 'applied' ? this.#apply(envelope, clientId) : wished)
      if (result.code !== 'unknown-mutation') this.#answers.set(id, result)
      return result
    })
    const { epoch, head } = this.feed
    return json({ epoch, head: String(head), serverTime: this.time, results })
  }

  #apply({ id, name, v, args, capturedAt }: MutationEnvelope, clientId: string): MutationResult {
    const mutation = { name: `${name}@${v}`, args } as KnownMutation
    const actor = { kind: 'device', clientId, role: 'walker' } as const
    const context = makeContext({ actor, capturedAt, receivedAt: serverTime, actorName: 'Anna' })
    const { observationId } = mutation.args as ObservationArgs<'observation.restore@1'>
    const outcome = applyMutation(this.observations.get(observationId), mutation, context)
    if (!outcome.ok) return { id, status: 'refused', code: outcome.problem.code }
    const observation = bodyAfter(outcome.value, { kind: 'observation', id: observationId })
    if (!observation) throw new Error('A mutation of an observation left none')
    this.observations.set(observationId, observation)
    this.feed.put(observation, actor)
    return { id, status: 'applied', effectSeq: String(this.feed.head) }
  }

  get time(): string {
    return this.serverNow === undefined ? serverTime : new Date(this.serverNow).toISOString()
  }

  /** Bodies of all pushes so far. */
  get pushes(): PushBody[] {
    return this.requests
      .filter(({ path }) => path === '/api/sync/push')
      .map(({ body }) => body as PushBody)
  }

  /** Ids of mutations in the order they were sent. */
  get pushedIds(): string[] {
    return this.pushes.flatMap(({ mutations }) => mutations.map(({ id }) => id))
  }
}

async function readBody(body: RequestInit['body']): Promise<unknown> {
  if (typeof body === 'string') return JSON.parse(body) as unknown
  if (body === undefined || body === null) return undefined
  return new Uint8Array(await new Response(body).arrayBuffer())
}

export const joinedWalk = (clientId: string, displayName: string | null): JoinedWalk => ({
  walk: {
    id: someWalkId,
    title: 'Aalborg Øst',
    startsAt: '2026-10-29T18:00:00.000Z',
    endsAt: '2026-10-29T20:00:00.000Z',
    phase: 'open',
    isStanding: false,
    meetingPlace: null,
    area: [9.9, 57.03, 9.96, 57.06],
    route: [],
    stops: [],
  },
  role: 'walker',
  clientId,
  displayName,
  municipality: {
    id: someUuid(),
    name: 'Aalborg',
    timeZone: 'Europe/Copenhagen',
    bounds: [9.4, 56.8, 10.6, 57.3],
    parties: [{ id: 'road', name: 'Vej og Park', functions: ['road', 'owner'] }],
    privacy: { controller: 'Aalborg Kommune', contact: 'tryg@example.dk', retentionMonths: 24 },
    emergency: { lifeAtRisk: '112', police: '114' },
  },
})

/** A phone that has joined the walk of the script. */
export async function joinedClient(
  api: ScriptedApi,
  options: Partial<ClientOptions> = {},
): Promise<TestClient> {
  const client = buildClient({ fetch: api.fetch, ...options })
  const joined = await client.walks.join('NYVA26', 'Anna')
  if (!joined.ok) throw new Error(joined.problem.code)
  return client
}
