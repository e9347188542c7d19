import { pullAll } from '../../../client/sync/exchange/pull.ts'
import type { SyncParts } from '../../../client/sync/exchange/sync-parts.ts'
import { actors, makeObservation, someWalkId } from '../fixtures/make-observation.ts'
import type { TestClient } from './build-client.ts'
import type { ScriptedApi } from './scripted-api.ts'

/** The role in which the scripted feed is read. */
export const reader = actors.walker

/** Runs one pull in pages of the given size, with the parts that a cycle would have. */
export async function pullPages(client: TestClient, pageRows: number): Promise<void> {
  const { context, api } = client
  const parts: SyncParts = {
    context,
    api,
    environment: context.environment as SyncParts['environment'],
    onContact: () => undefined,
    onServerTime: () => undefined,
    onDelivered: () => undefined,
    onProgress: () => undefined,
  }
  const bounds = {
    until: Number.POSITIVE_INFINITY,
    signal: new AbortController().signal,
    hasNewWork: () => false,
  }
  await pullAll(parts, bounds, pageRows)
}

/** Returns cursor and rows as the phone has them, in the order of their ids. */
export async function base(client: TestClient): Promise<Record<string, unknown>> {
  const { cursor, rows } = await client.context.cache.rows(someWalkId, 'observation')
  return { cursor, rows: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)) }
}

/** Returns the ids of the pins that the phone shows. */
export const shown = async (client: TestClient) =>
  (await client.pins.list(someWalkId)).map(({ id }) => id).sort()

/** Puts observations into the feed and returns them. */
export function fill({ feed }: ScriptedApi, count: number) {
  const observations = Array.from({ length: count }, () => makeObservation())
  for (const observation of observations) feed.put(observation, reader)
  return observations
}
