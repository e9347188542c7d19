import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import { stillFits } from '../../../client/features/desk/filter/chosen-filter.ts'
import { readAddress } from '../../../client/features/desk/address/desk-address.ts'
import type { DeskReader } from '../../../client/features/desk/connection/reader-store.ts'
import type { ApiClient } from '../../../client/sync/http/api-client.ts'
import type { DeskAnswer, DeskChange, DeskPush } from '../../../client/sync/services/desk-push.ts'
import { deskServicesKey, type DeskServices } from '../../../client/sync/services/desk-services.ts'
import type { ApiName, HistoryEvent } from '../../../shared/contract/api-contract.ts'
import type { Overdue } from '../../../shared/contract/promise-contract.ts'
import { refuse, succeed, type Outcome, type ProblemCode } from '../../../shared/problem.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'

const moment = { today: '2026-11-20', nowMs: Date.parse('2026-11-20T09:00:00Z') }

/** A server with a handful of observations, newest first, which answers as the contract says. */
export class FakeServer {
  observations: VisibleObservation[] = []
  /** Of every observation. */
  history: HistoryEvent[] = []
  overdue: Overdue = {
    ...{ parties: [], findings: 0, isMore: false, feedback: null, unowned: null },
  }
  /** Thrown or refused instead of the next answers. */
  failure: Error | null = null
  signedOut = false
  /** Why the next questions are refused. */
  refusal: ProblemCode | null = null
  asked: string[] = []
  sent: DeskChange[] = []
  /** What the next pushes are answered; `applied` when empty. */
  answers: DeskAnswer[] = []
  /** Runs before each answer, e.g. to change the world while a question is under way. */
  beforeAnswer: (name: ApiName) => void | Promise<void> = () => undefined

  readonly services: DeskServices = {
    api: { call: (name: ApiName, options: Call = {}) => this.#call(name, options) } as ApiClient,
    push: {
      newId: () => '0190a000-0000-7000-8000-0000000000ff',
      send: (change) => this.#take(change),
      retry: () => Promise.resolve(this.answers.shift() ?? applied),
      forget: () => undefined,
      unsent: () => [],
      subscribe: () => () => undefined,
    } satisfies DeskPush,
    events: {
      start: () => undefined,
      stop: () => undefined,
      isLive: () => true,
      subscribe: () => () => undefined,
    },
  }

  async #call(name: ApiName, options: Call): Promise<Outcome<unknown>> {
    this.asked.push(name)
    await this.beforeAnswer(name)
    if (options.signal?.aborted) throw new DOMException('stopped', 'AbortError')
    if (this.failure) throw this.failure
    if (this.signedOut) return refuse('sign-in-needed')
    if (this.refusal) return refuse(this.refusal)
    return this.#answer(name, options)
  }

  #answer(name: ApiName, options: Call): Outcome<unknown> {
    if (name === 'clusterObservations') return succeed(this.#clusters(options.query ?? {}))
    if (name === 'listObservations') return succeed(this.#page(options.query ?? {}))
    if (name === 'readHistory') return succeed({ events: this.history })
    if (name === 'readOverdue') return succeed(this.overdue)
    const id = options.params?.id
    const found = this.observations.find((observation) => observation.id === id)
    return found ? succeed(found) : refuse('not-found')
  }

  #page({ cursor, limit = 50, ...query }: ListQuery) {
    const { filter } = readAddress(query)
    const fitting = this.observations.filter((one) => stillFits(one, filter, moment))
    const start = Number(cursor ?? 0)
    const items = fitting.slice(start, start + limit)
    const end = start + items.length
    return { items, total: fitting.length, next: end < fitting.length ? String(end) : null }
  }

  #clusters(query: ListQuery) {
    const { status, category, party } = query
    const { filter } = readAddress({ status, category, party })
    const clusters = this.observations
      .filter((one) => stillFits(one, filter, moment))
      .map(({ id, position: { longitude, latitude } }) => ({ longitude, latitude, count: 1, id }))
    return { clusters, total: clusters.length }
  }

  #take(change: DeskChange): Promise<DeskAnswer> {
    this.sent.push(change)
    return Promise.resolve(this.answers.shift() ?? applied)
  }
}

interface ListQuery {
  cursor?: string
  limit?: number
  status?: string
  category?: string
  party?: string
}

interface Call {
  params?: { id?: string }
  query?: ListQuery
  signal?: AbortSignal
}

const applied: DeskAnswer = { state: 'applied', id: 'change-1', effectSeq: '7' }

/** Fresh stores over a fake server; call it before the first `use…Store`. */
export function sitAtDesk(server: FakeServer): void {
  const pinia = createPinia()
  createApp({}).use(pinia).provide(deskServicesKey, server.services)
  setActivePinia(pinia)
}

export const carla: DeskReader = {
  accountId: '0190a000-0000-7000-8000-00000000000c',
  name: 'Carla',
  email: 'koordinator@demo.lygte.dk',
  role: 'coordinator',
  partyIds: [],
  efforts: [],
  effortCategories: [],
  walks: [],
  isDemo: true,
  municipality: {
    id: '0190a000-0000-7000-8000-000000000851',
    name: 'Aalborg',
    timeZone: 'Europe/Copenhagen',
    bounds: [9.5, 56.85, 10.45, 57.22],
    parties: [
      { id: 'vej', name: 'By og Land, vej', functions: ['road'] },
      { id: 'politi', name: 'Nordjyllands Politi', functions: ['police'] },
    ],
    privacy: { controller: 'Aalborg Kommune', contact: '', retentionMonths: 24 },
    emergency: { lifeAtRisk: '112', police: '114' },
  },
}
