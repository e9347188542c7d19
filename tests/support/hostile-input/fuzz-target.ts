import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import sharp from 'sharp'
import { cursorOf, sortOrders, type DeskSort } from '../../../server/store/desk/desk-sort.ts'
import type { WishAsked } from '../../../shared/contract/wish-contract.ts'
import { openMaps } from '../../../server/store/map/map-set.ts'
import { statuses } from '../../../shared/observation/observation-status.ts'
import { categories } from '../../../shared/observation/categories.ts'
import { lateKinds } from '../../../shared/observation/promises/late.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../server/build-test-app.ts'
import {
  operationsOf,
  requestsOf,
  type ApiDocument,
  type FuzzRequest,
  type Operation,
} from './fuzz-requests.ts'
import { someUuid } from '../fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../databases/open-test-database.ts'
import { seedMunicipality, testPassword, type TestMunicipality } from '../fixtures/people.ts'
import { demoMap } from '../repository.ts'
import { fitting, type JsonSchema, type KnownValues } from './schema-arbitrary.ts'
import { applyAs, pinAs } from '../requests/sync-calls.ts'
import { tableContents } from '../oracles/table-contents.ts'
import { heldMessage } from './held-message.ts'
import { publishOtherWalk } from './other-walk-in-public.ts'
import { wishAsked } from '../requests/ask-for-walk.ts'
import { mailedSecret } from '../requests/status-link.ts'
import { announcementOf, photoOf, TestUploads } from '../requests/upload-photo.ts'

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
    // A town of its own: what one route ends or hides must not hollow out the tests of the others.
    async requestsOf(name) {
      const fresh = await furnish(test, origin, document)
      const isOfReport = ['/reports/', '/status/', '/feedback'].some((part) => name.includes(part))
      if (isOfReport || name.includes('/reports')) await approveList(store, fresh.town)
      if (isOfReport) await test.app.inject(firstReport(fresh.town))
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

async function furnish(test: TestApp, origin: string, document: ApiDocument) {
  const { store } = test.dependencies
  const town = await seedMunicipality(store)
  const abroad = await seedMunicipality(store, 'Ribe')
  const create = { width: 40, height: 30, channels: 3 as const, background: '#345' }
  const photo = photoOf(await sharp({ create }).jpeg().toBuffer())
  const half = photoOf(new Uint8Array(64))
  // Not among those that mutations are made for: once withdrawn, its photos are nobody's.
  await pinAs(store, town.phones.anna, { photos: [photo, half].map(announcementOf) })
  const observations = [
    await pinAs(store, town.phones.anna),
    await pinAs(store, town.phones.ole, { category: 'haer.graffiti-had' }),
  ]
  await new TestUploads(origin, town.phones.anna).sendAll(photo)
  const shown = photoOf(photo.bytes)
  await pinAs(store, town.phones.dan, { photos: [announcementOf(shown)] })
  await new TestUploads(origin, town.phones.dan).sendAll(shown)
  const wish = wishAsked(town.id)
  await fetch(`${origin}/api/wishes`, {
    method: 'POST',
    headers: { ...sameOrigin, 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  })
  const statusSecret = await mailedSecret(test, town)
  const message = await heldMessage(store, town, test.dependencies.now())
  const photos = [photo.photoId, half.photoId]
  const common = { ...knownValues(town, { observations, photos }), ...valuesOf(wish) }
  const mutations = mutationsOf(document, common)
  const phones = Object.values(town.phones).map(({ clientId }) => clientId)
  const idsFor = (name: string) => {
    if (name.includes('/photos/')) return photos
    if (name.includes('/messages/')) return [message]
    if (name.includes('/kommune/')) return [town.id]
    if (name.includes('/vandringer/')) return [town.otherWalk.id]
    if (name.includes('/walks/')) return [town.walk.id]
    if (name.includes('/municipalities/')) return [town.id]
    return name.includes('/phones/') ? phones : observations
  }
  const knownOf = (name: string): KnownValues => ({
    ...common,
    mutations,
    id: fc.constantFrom(...idsFor(name)),
    ...(name.includes('/status/')
      ? { secret: fc.constant(statusSecret), photo: fc.constantFrom(...photos) }
      : {}),
    ...(name.includes('/messages/') ? { base: fc.constant('held') } : {}),
    // Only the code of this walk's walkers is on a poster.
    ...(name.includes('/poster') ? { code: fc.constant(town.codes.walker) } : {}),
    ...(name.includes('/billeder/') ? { photoId: fc.constant(shown.photoId) } : {}),
    ...(name.includes('/reports') ? reportValues : {}),
    // A list in addresses, and a number in what mutations say.
    ...(name.includes('/observations') ? { severity: fc.constantFrom('4', '3,4', '0') } : {}),
  })
  return { town, abroad, knownOf, shown: shown.photoId }
}

/** Of the first version, and for making it. */
const reportValues: KnownValues = {
  base: fc.constant(0),
  version: fc.constant(1),
  party: fc.constant('Vej og Park'),
}

/** The list of the walk with one finding that a party has to do something about. */
async function approveList(store: TestDatabase, { phones, officials, walk }: TestMunicipality) {
  const observationId = await pinAs(store, phones.anna)
  const space = walk.id
  const assigned = { observationId, partyIds: ['road' as const], dueOn: '2027-02-01' }
  const base = { partyIds: [], dueOn: null }
  const name = 'observation.assign@1' as const
  await applyAs(store, officials.carla, { name, args: { ...assigned, base }, space })
  const findings = [{ id: observationId, version: '0123456789abcdef' }]
  const approve = { name: 'walk.approve-list@1', args: { walkId: walk.id, findings } } as const
  await applyAs(store, officials.carla, { ...approve, space })
}

const firstReport = ({ officials, walk }: TestMunicipality) => ({
  method: 'POST' as const,
  url: `/api/walks/${walk.id}/reports`,
  headers: { ...sameOrigin, cookie: officials.carla.cookie },
  body: { id: someUuid(), base: 0, language: 'da', above: '', below: '', leftOut: [] },
})

/** What the asker of a wish would send again. */
const valuesOf = ({ email: _, ...wish }: WishAsked): KnownValues =>
  Object.fromEntries(Object.entries(wish).map(([name, value]) => [name, fc.constant(value)]))

/** What somebody who belongs here would send, field by field. */
function knownValues(
  town: TestMunicipality,
  { observations, photos }: { observations: string[]; photos: string[] },
): KnownValues {
  const someof = (...values: unknown[]) => fc.constantFrom(...values)
  const walks = [town.walk.id, town.otherWalk.id]
  const fresh = fc.constant(null).map(() => someUuid())
  return {
    '*': someof(...walks),
    observationId: fc.oneof(someof(...observations), fresh),
    duplicateOf: someof(...observations),
    photoId: fc.oneof(someof(...photos), fresh),
    space: someof(...walks),
    clientId: someof(...Object.values(town.phones).map(({ clientId }) => clientId), someUuid()),
    code: someof(...Object.values(town.codes)),
    email: someof(town.officials.carla.email, 'ingen@example.dk'),
    password: someof(testPassword, 'forkert'),
    walk: someof(walks.join(','), walks[0]),
    status: someof(...statuses),
    base: someof(...statuses),
    category: someof(...categories.map(({ id }) => id)),
    party: someof('road', 'none', 'road,none'),
    late: someof(...lateKinds, lateKinds.join(',')),
    interpreter: someof(null, 'arabisk'),
    other: someof('', 'Rollator'),
    // Optional, and right only for a code that is still open.
    replaces: someof(undefined),
    partyIds: someof(['road'], ['police', 'park'], []),
    bbox: someof('9.9,57,9.95,57.05', '9.8,57,10.05,57.1', '-180,-90,180,90'),
    variant: someof('large', 'thumbnail'),
    protocol: someof(1),
    cursor: anyCursor,
    'upload-offset': someof('0', '64'),
    'upload-length': someof('64'),
    // Both are optional, and right only for the bytes they come with.
    'upload-checksum': someof(undefined),
    'content-length': someof(undefined),
    z: someof(9, 14),
    x: someof(270, 8643),
    y: someof(155, 4982),
  }
}

/** Of the right shape, whatever stands in it. */
const anyCursor = fc.oneof(
  ...Object.entries(sortOrders).map(([sort, { shape }]) =>
    fc
      .tuple(...shape.map((pattern) => fc.stringMatching(pattern)))
      .map((parts) => cursorOf(sort as DeskSort, parts)),
  ),
)

/** Envelopes whose arguments fit their name, which no schema of the push says: it takes any. */
function mutationsOf(document: ApiDocument, known: KnownValues): fc.Arbitrary<unknown[]> {
  const push = document.paths['/api/sync/push']?.['post']?.requestBody
  const body = push?.content['application/json']?.schema
  const envelope = body?.properties?.['mutations']?.items as JsonSchema
  const fresh = fc.constant(null).map(() => someUuid())
  const kinds = Object.entries(document['x-mutations']).map(([full, args]) => {
    const [name, version] = full.split('@')
    return fc
      .tuple(fitting(envelope, known), fitting(args, known), fresh)
      .map(([any, right, id]) => ({
        ...(any as object),
        id,
        name,
        v: Number(version),
        args: right,
      }))
  })
  return fc.array(fc.oneof(...kinds), { maxLength: 4 })
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
