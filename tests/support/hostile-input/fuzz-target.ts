import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { openMaps } from '../../../server/store/map/map-set.ts'
import { openTestDatabase, type TestDatabase } from '../databases/open-test-database.ts'
import type { TestMunicipality } from '../fixtures/people.ts'
import { tableContents } from '../oracles/table-contents.ts'
import { demoMap } from '../repository.ts'
import { buildTestApp, sameOrigin } from '../server/build-test-app.ts'
import {
  operationsOf,
  requestsOf,
  type ApiDocument,
  type FuzzRequest,
  type Operation,
} from './fuzz-requests.ts'
import { approveList, firstReport, furnish, offeredMove } from './fuzz-town.ts'
import { publishOtherWalk } from './other-walk-in-public.ts'
import type { KnownValues } from './schema-arbitrary.ts'

export interface FuzzAnswer {
  status: number
  type: string
  text: string
}

/** The real app with a walk, pins and a photo in it, and what there is to say to it. */
export interface FuzzTarget {
  document: ApiDocument
  store: TestDatabase
  town: TestMunicipality
  operation(name: string): Operation
  /** Right values of an operation's fields. */
  known(name: string): KnownValues
  /** Of somebody who may call the operation, with what browsers add. */
  headersFor(operation: Operation): Record<string, string>
  /** Requests by anybody to an operation of the OpenAPI document. */
  requestsOf(name: string): Promise<fc.Arbitrary<FuzzRequest>>
  ask(request: FuzzRequest): Promise<FuzzAnswer>
  contents(): Promise<Record<string, string>>
  close(): Promise<void>
}

export async function openFuzzTarget(): Promise<FuzzTarget> {
  const store = await openTestDatabase()
  const map = await openMaps([demoMap('aalborg')])
  // A clock that stands still: sessions are not renewed between two looks at the tables.
  const now = Date.now()
  const test = await buildTestApp({ store, map, now: () => now })
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${String((test.app.server.address() as AddressInfo).port)}`
  const document = (await test.app.inject('/api/openapi.json')).json<ApiDocument>()
  const { town, knownOf, shown } = await furnish(test, origin, document)
  await test.app.jobs.settled()
  await publishOtherWalk(store, town, shown)
  const operations = new Map(operationsOf(document).map((one) => [one.name, one]))
  const operation = (name: string) => operationNamed(operations, name)
  return {
    document,
    store,
    town,
    operation,
    known: knownOf,
    headersFor: (one) => ({ ...sameOrigin, cookie: mayCall(one, town) }),
    // A town of its own: what one route ends or hides must not hollow out the tests of the others. What the others left would only
    // have to be compared again and again.
    async requestsOf(name) {
      await store.truncate()
      const fresh = await furnish(test, origin, document)
      const isOfReport = ['/reports/', '/status/', '/feedback'].some((part) => name.includes(part))
      if (isOfReport || name.includes('/reports')) await approveList(store, fresh.town)
      if (isOfReport) await test.app.inject(firstReport(fresh.town))
      if (name.includes('/moves/take')) await test.app.inject(offeredMove(fresh.town))
      await test.app.jobs.settled()
      await publishOtherWalk(store, fresh.town, fresh.shown)
      return asAnybody(operation(name), { ...fresh, known: fresh.knownOf(name) })
    },
    async ask(request) {
      if (request.url.startsWith('/api/events')) return askStream(origin, request)
      const { method, ...rest } = request
      const response = await test.app.inject({ ...rest, method: method as 'GET' })
      await test.app.jobs.settled()
      const type = String(response.headers['content-type'] ?? '')
      return { status: response.statusCode, type, text: response.body }
    },
    contents: () => tableContents(store),
    async close() {
      await test.close()
      await map.close()
      await store.drop()
    },
  }
}

function operationNamed(operations: Map<string, Operation>, name: string): Operation {
  const found = operations.get(name)
  if (!found) throw new Error(`The OpenAPI document has no ${name}`)
  return found
}

/** By a phone, a leader, officials of several roles, somebody of another municipality, or nobody. */
function asAnybody(
  operation: Operation,
  { known, town, abroad }: { known: KnownValues; town: TestMunicipality; abroad: TestMunicipality },
): fc.Arbitrary<FuzzRequest> {
  const { phones, officials } = town
  const cookies = [phones.anna, phones.lone, officials.carla, officials.kim, officials.vera]
    .concat(abroad.officials.carla, abroad.phones.anna)
    .map(({ cookie }) => cookie)
  const cookie = fc.oneof(fc.constant(mayCall(operation, town)), fc.constantFrom('', ...cookies))
  return fc
    .tuple(requestsOf(operation, known), cookie, fc.boolean())
    .map(([request, who, isDesk]) => ({
      ...request,
      headers: {
        ...request.headers,
        ...sameOrigin,
        ...(who === '' ? {} : { cookie: who }),
        ...(isDesk ? { 'x-lygte-desk': '1' } : {}),
      },
    }))
}

function mayCall(operation: Operation, { phones, officials }: TestMunicipality): string {
  const isForDesk = ['account', 'desk'].includes(operation['x-access'])
  const isOfDesk = ['/reports', '/feedback'].some((part) => operation.path.includes(part))
  const isMadeThere = isOfDesk && operation.method !== 'GET'
  return isForDesk || isMadeThere ? officials.carla.cookie : phones.anna.cookie
}

/** An event stream has no end: its head is all there is to see. */
async function askStream(origin: string, { url, headers }: FuzzRequest): Promise<FuzzAnswer> {
  const hangUp = new AbortController()
  const response = await fetch(origin + url, { headers, signal: hangUp.signal })
  const type = response.headers.get('content-type') ?? ''
  const text = type.startsWith('text/event-stream') ? '' : await response.text()
  hangUp.abort()
  return { status: response.status, type, text }
}
