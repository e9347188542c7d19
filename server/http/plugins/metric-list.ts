import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Seconds; photos over 2G take minutes, and everything above the last bound counts as "slow". */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export type MetricList = ReturnType<typeof createMetricList>

/**
 * Every metric of this server; docs/operations.md explains for each what is normal and what to do. Labels come only from lists in
 * the code (codes, states, patterns of routes): no text that a person wrote, no address, no id.
 */
export function createMetricList() {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter<L>({ name, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers })
  return {
    registry,
    mutations: counter('lygte_mutations_total', 'Mutations answered, by status', ['status']),
    refusedMutations: counter('lygte_mutations_refused_total', 'Mutations refused, by code', [
      'code',
    ]),
    refusedRequests: counter('lygte_requests_refused_total', 'Whole requests refused, by code', [
      'code',
    ]),
    httpDuration: new Histogram({
      name: 'lygte_http_request_duration_seconds',
      help: 'Duration of requests, by pattern of the route; event streams are left out',
      labelNames: ['method', 'route', 'status'],
      buckets: durationBuckets,
      registers,
    }),
    eventStreams: gauge('lygte_event_streams', 'Open event streams of this process'),
    feedLag: gauge(
      'lygte_feed_lag_seconds',
      'Since the heads of the feeds were last read for the open event streams; 0 when there are none',
    ),
    storeUp: gauge('lygte_store_up', '1 when the store has answered this scrape, otherwise 0'),
    parked: gauge('lygte_parked_mutations', 'Mutations put aside for a person'),
    photos: gauge('lygte_photos_waiting', 'Photos that are not stored yet, by what they wait for', [
      'for',
    ]),
    connections: gauge('lygte_database_connections', 'Connections of the pool, by what they do', [
      'state',
    ]),
    connectionWaits: gauge(
      'lygte_database_waiting_requests',
      'Requests that wait for a connection of the pool',
    ),
  }
}
