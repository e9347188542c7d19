import type { FastifyInstance } from 'fastify'
import { buildClient, type TestClient } from './build-client.ts'
import { inProcessApi, type NetworkFault } from './in-process-api.ts'
import { captureFixture, restoreFixture } from './outbox-fixture.ts'
import { PhoneDisk } from './phone-disk.ts'
import { seededRandom } from '../seeded-random.ts'

let phones = 0

export interface ConnectedPhoneOptions {
  app: FastifyInstance
  disk?: PhoneDisk
  decide?: (request: { method: string; path: string }) => NetworkFault
}

/** The real engine of a phone against the real application, without a socket between them. Each has chances of its own. */
export function connectPhone(options: ConnectedPhoneOptions): TestClient {
  return connectWithApi(options).client
}

/** The same with its network, for who holds requests back in it. */
export function connectWithApi({ app, disk = new PhoneDisk(), decide }: ConnectedPhoneOptions) {
  phones += 1
  const api = inProcessApi({ app, cookies: disk.cookies, ...(decide ? { decide } : {}) })
  const client = buildClient({ fetch: api.fetch, disk, random: seededRandom(10_000 + phones) })
  return { client, api }
}

export async function joinAs(phone: TestClient, code: string, name = 'Anna'): Promise<void> {
  const joined = await phone.walks.join(code, name)
  if (!joined.ok) throw new Error(joined.problem.code)
}

/** As a backup of a phone does it: outbox and marker, and the cookies where the maker of the phone copies those too. */
export async function copyDisk(from: PhoneDisk, withCookies: boolean): Promise<PhoneDisk> {
  const copy = new PhoneDisk()
  await restoreFixture(copy.indexedDB, await captureFixture(from.indexedDB))
  const marker = from.marker.getItem('lygte-outbox')
  if (marker !== null) copy.marker.setItem('lygte-outbox', marker)
  if (withCookies) for (const [name, value] of from.cookies) copy.cookies.set(name, value)
  return copy
}

/** Saves a pin of a category that every walker may see, unless told otherwise. */
export async function pinOn(
  phone: TestClient,
  walkId: string,
  facts: { text: string; category?: string },
): Promise<string> {
  const draft = {
    ...phone.capture.newDraft(walkId),
    category: 'lys.slukket',
    position: { longitude: 9.92, latitude: 57.05, source: 'gps' as const },
    ...facts,
  }
  const saved = await phone.capture.save(draft)
  if (!saved.ok) throw new Error(saved.problem.code)
  return draft.observationId
}
