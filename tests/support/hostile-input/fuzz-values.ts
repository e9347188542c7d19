import fc from 'fast-check'
import { cursorOf, keyShapes } from '../../../server/store/desk/desk-sort.ts'
import type { DeskSort } from '../../../shared/contract/observation-contract.ts'
import type { WishAsked } from '../../../shared/contract/wish-contract.ts'
import { categories } from '../../../shared/observation/categories.ts'
import { needKinds } from '../../../shared/observation/needs.ts'
import { statuses } from '../../../shared/observation/observation-status.ts'
import { lateKinds } from '../../../shared/observation/promises/late.ts'
import { someUuid } from '../fixtures/make-observation.ts'
import { testPassword, type TestMunicipality } from '../fixtures/people.ts'
import { phoneKeys } from '../web-push/phone-keys.ts'
import type { ApiDocument } from './fuzz-requests.ts'
import { fitting, type JsonSchema, type KnownValues } from './schema-arbitrary.ts'

/** Of the right shape, whatever stands in it. */
const anyCursor = fc.oneof(
  ...Object.entries(keyShapes).map(([sort, shape]) =>
    fc
      .tuple(...shape.map((pattern) => fc.stringMatching(pattern)))
      .map((parts) => cursorOf(sort as DeskSort, parts)),
  ),
)

/** Of the first version, and for making it. */
export const reportValues: KnownValues = {
  base: fc.constant(0),
  version: fc.constant(1),
  party: fc.constant('Vej og Park'),
}

const { p256dh, auth } = phoneKeys()

/** What a browser subscribes with. */
export const subscriptionValues: KnownValues = {
  endpoint: fc.constant('https://fcm.googleapis.com/fcm/send/abc'),
  p256dh: fc.constant(p256dh),
  auth: fc.constant(auth),
}

/** What the asker of a wish would send again. */
export const valuesOf = ({ email: _, ...wish }: WishAsked): KnownValues =>
  Object.fromEntries(Object.entries(wish).map(([name, value]) => [name, fc.constant(value)]))

/** What somebody who belongs here would send, field by field. */
export function knownValues(
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
    needs: someof(...needKinds, needKinds.join(',')),
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

/** Envelopes whose arguments fit their name, which no schema of the push says: it takes any. */
export function mutationsOf(document: ApiDocument, known: KnownValues): fc.Arbitrary<unknown[]> {
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
