import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { collectDefaultMetrics } from 'prom-client'
import type { Dependencies } from '../../dependencies.ts'
import { readBacklog, type Backlog } from '../../store/database/read-backlog.ts'
import { createMetricList, type MetricList } from './metric-list.ts'

declare module 'fastify' {
  interface FastifyInstance {
    metrics: ServerMetrics
  }
}

interface AnsweredMutation {
  status: string
  /** A code of shared/problem.ts. */
  code?: string | undefined
}

/** What the routes report, and the page that Prometheus reads. */
export interface ServerMetrics {
  countMutations(results: readonly AnsweredMutation[]): void
  /** Open event streams are counted when the page is read. */
  watchEventStreams(count: () => number): void
  /** From now on, numbers of the process as well: memory, event loop, garbage collection. */
  addProcess(): void
  /** Returns the page in Prometheus' text format. It reads the store, and reports when the store does not answer. */
  page(): Promise<string>
  contentType: string
}

/** Milliseconds that a scrape waits for the store: metrics matter most when it is away. */
const storePatienceMs = 2_000

/** Counts what operators watch (docs/adr/0009-metrics.md). No route of the app serves it: the page has a port of its own. */
export function addMetrics(app: FastifyInstance, dependencies: Dependencies): void {
  const list = createMetricList()
  let openStreams = () => 0
  app.decorate('metrics', {
    countMutations: (results) => countMutations(list, results),
    watchEventStreams: (count) => (openStreams = count),
    addProcess: () => collectDefaultMetrics({ register: list.registry }),
    contentType: list.registry.contentType,
    page: async () => {
      const { totalCount, idleCount, waitingCount } = dependencies.store.pool
      list.connections.set({ state: 'busy' }, totalCount - idleCount)
      list.connections.set({ state: 'idle' }, idleCount)
      list.connectionWaits.set(waitingCount)
      list.eventStreams.set(openStreams())
      list.feedLag.set(dependencies.feed.lagMs() / 1_000)
      setBacklog(list, await backlogInTime(dependencies))
      return list.registry.metrics()
    },
  })
  app.addHook('onResponse', async (request, reply) => observe(list, request, reply))
}

function countMutations(list: MetricList, results: readonly AnsweredMutation[]): void {
  for (const { status, code } of results) {
    list.mutations.inc({ status })
    if (status === 'refused') list.refusedMutations.inc({ code: code ?? 'unknown' })
  }
}

const eventStream = 'text/event-stream'

/** The requested address is never a label: it may hold a walk code or text that a person wrote. */
function observe(list: MetricList, request: FastifyRequest, reply: FastifyReply): void {
  const { problemCode } = reply
  if (problemCode !== null) list.refusedRequests.inc({ code: problemCode })
  if (String(reply.raw.getHeader('content-type')).startsWith(eventStream)) return
  const route = request.routeOptions.url ?? 'none'
  const status = `${String(Math.floor(reply.statusCode / 100))}xx`
  const method = route === 'none' ? 'any' : request.method
  list.httpDuration.observe({ method, route, status }, reply.elapsedTime / 1_000)
}

async function backlogInTime({ store }: Dependencies): Promise<Backlog | undefined> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), storePatienceMs)
  })
  const found = readBacklog(store).catch(() => undefined)
  const backlog = await Promise.race([found, tooLong])
  clearTimeout(timer)
  return backlog
}

/** Unknown values are NaN, which no rule mistakes for "nothing waits". */
function setBacklog(list: MetricList, backlog: Backlog | undefined): void {
  list.storeUp.set(backlog ? 1 : 0)
  list.parked.set(backlog?.parked ?? Number.NaN)
  const { photos } = backlog ?? {}
  list.photos.set({ for: 'bytes' }, photos?.bytes ?? Number.NaN)
  list.photos.set({ for: 'more-bytes' }, photos?.moreBytes ?? Number.NaN)
  list.photos.set({ for: 'announcement' }, photos?.announcement ?? Number.NaN)
  list.photos.set({ for: 'cleaning' }, photos?.cleaning ?? Number.NaN)
}
