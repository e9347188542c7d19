import type { Uuid } from '../../../shared/identifiers.ts'
import { newSecret, wishAsked } from '../requests/ask-for-walk.ts'
import { replyGiven } from '../requests/give-reply.ts'
import { checksumOf, type TestPhoto } from '../requests/upload-photo.ts'
import { someUuid } from '../fixtures/make-observation.ts'
import { testPassword, type TestMunicipality, type TestPerson } from '../fixtures/people.ts'
import { callers, type Caller } from './callers.ts'

/** A restricted observation of the walk, with a stored photo, made by the author and assigned to the official's party. */
export interface Target {
  town: TestMunicipality
  observationId: Uuid
  photo: TestPhoto
  /** Opens a wish of the town. */
  wishSecret: string
}

export interface PermissionRow {
  request: (
    target: Target,
    person: TestPerson | null,
  ) => { url: string; headers?: Record<string, string>; body?: unknown; bytes?: Uint8Array }
  status: Record<Caller, number>
}

const someFinder = () => (someUuid() + someUuid()).replaceAll('-', '')

const strangePhones = ['outsider', 'foreignPhone'] as const
const deskAccounts = [
  'assignedOfficial',
  'otherOfficial',
  'coordinator',
  'effortOwner',
  'admin',
  'foreignCoordinator',
] as const
const accounts = [...deskAccounts, 'viewer'] as const

/** A status for everybody, then for some, later ones winning. */
function statuses(
  rest: number,
  ...groups: (readonly [readonly Caller[], number])[]
): Record<Caller, number> {
  const pairs = callers.map((caller) => {
    const group = groups.findLast(([members]) => members.includes(caller))
    return [caller, group?.[1] ?? rest] as const
  })
  return Object.fromEntries(pairs) as Record<Caller, number>
}

const everybody = statuses(200)
const onlyAccounts = (status: number) => statuses(401, [accounts, status])
const onlyDesk = statuses(401, [deskAccounts, 200], [['viewer'], 403])
/** Restricted: the coordinator and the assigned party; for others at the desk it is not there. */
const restrictedAtDesk = statuses(
  401,
  [deskAccounts, 404],
  [['viewer'], 403],
  [['assignedOfficial', 'coordinator'], 200],
)

/** Those who may change the plan of the walk. */
const organisers = (status: number) =>
  statuses(
    403,
    [['leader', 'coordinator'], status],
    [['foreignCoordinator'], 404],
    [['nobody'], 401],
  )

const get =
  (url: string): PermissionRow['request'] =>
  () => ({ url })

/** One row a route. A route that is not here fails the test, and so does a row whose route is gone. */
export const permissionTable: Record<string, PermissionRow> = {
  'GET /api/health': { request: get('/api/health'), status: everybody },
  'GET /api/installation': { request: get('/api/installation'), status: everybody },
  'GET /api/openapi.json': { request: get('/api/openapi.json'), status: everybody },
  'GET /*': { request: get('/v/NYVA26'), status: everybody },
  'GET /api/map/area': { request: get('/api/map/area?bbox=9.9,57,10,57.1'), status: everybody },
  'GET /tiles/:z/:x/:y.mvt': { request: get('/tiles/14/8643/4982.mvt'), status: everybody },
  'POST /api/sessions': {
    request: ({ town }) => ({
      url: '/api/sessions',
      body: { email: town.officials.carla.email, password: testPassword },
    }),
    status: everybody,
  },
  'DELETE /api/sessions': { request: () => ({ url: '/api/sessions' }), status: onlyAccounts(204) },
  'GET /api/sessions/current': {
    request: get('/api/sessions/current'),
    status: onlyAccounts(200),
  },
  'GET /api/walks/by-code/:code': {
    request: ({ town }) => ({ url: `/api/walks/by-code/${town.codes.walker}` }),
    status: everybody,
  },
  'GET /api/walks/by-code/:code/calendar.ics': {
    request: ({ town }) => ({ url: `/api/walks/by-code/${town.codes.walker}/calendar.ics` }),
    status: everybody,
  },
  'GET /api/walks/:id/poster.pdf': {
    request: ({ town }) => ({
      url: `/api/walks/${town.walk.id}/poster.pdf?code=${town.codes.walker}`,
    }),
    status: organisers(200),
  },
  'POST /api/walks/join': {
    request: ({ town }) => ({
      url: '/api/walks/join',
      body: { code: town.codes.other, clientId: someUuid() },
    }),
    status: everybody,
  },
  'GET /api/municipalities/:id': {
    request: ({ town }) => ({ url: `/api/municipalities/${town.id}` }),
    status: everybody,
  },
  'POST /api/wishes': {
    request: ({ town }) => ({ url: '/api/wishes', body: wishAsked(town.id) }),
    status: statuses(204),
  },
  // Whoever has the link: no session adds to it, or takes from it.
  'POST /api/wishes/read': {
    request: ({ wishSecret }) => ({ url: '/api/wishes/read', body: { secret: wishSecret } }),
    status: everybody,
  },
  'POST /api/wishes/erase': {
    request: () => ({ url: '/api/wishes/erase', body: { secret: newSecret() } }),
    status: statuses(204),
  },
  'GET /api/wishes': {
    request: get('/api/wishes'),
    // Those who decide; a coordinator of another municipality reads the wishes of that one.
    status: statuses(401, [accounts, 403], [['coordinator', 'foreignCoordinator'], 200]),
  },
  'POST /api/replies': {
    request: ({ town }) => ({ url: '/api/replies', body: replyGiven(town.codes.walker) }),
    status: statuses(204),
  },
  // Whoever has a code: no session adds to it, or takes from it.
  'POST /api/replies/read': {
    request: ({ town }) => ({
      url: '/api/replies/read',
      body: { code: town.codes.walker, secret: newSecret() },
    }),
    status: everybody,
  },
  'POST /api/replies/erase': {
    request: () => ({ url: '/api/replies/erase', body: { secret: newSecret() } }),
    status: statuses(204),
  },
  'GET /api/walks/:id/replies': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/replies` }),
    status: organisers(200),
  },
  'PATCH /api/walks/:id/membership': {
    request: ({ town }) => ({
      url: `/api/walks/${town.walk.id}/membership`,
      body: { displayName: 'Bo' },
    }),
    // Each phone names itself alone, in walks it takes part in.
    status: statuses(204, [strangePhones, 403], [[...accounts, 'nobody'], 401]),
  },
  'DELETE /api/walks/:id/membership': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/membership` }),
    status: statuses(204, [strangePhones, 403], [[...accounts, 'nobody'], 401]),
  },
  'GET /api/walks/:id': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}` }),
    status: statuses(401, [deskAccounts, 200], [['viewer'], 403], [['foreignCoordinator'], 404]),
  },
  'GET /api/walks/:id/ratings': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/ratings` }),
    // Summaries only: viewers read no more than totals anyway.
    status: statuses(
      403,
      [
        ['leader', 'assignedOfficial', 'otherOfficial', 'coordinator', 'effortOwner', 'viewer'],
        200,
      ],
      [['foreignCoordinator'], 404],
      [['nobody'], 401],
    ),
  },
  'GET /api/walks/:id/votes': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/votes` }),
    // Counts only: for the people on the walk, and for whoever gathers it at the desk.
    status: statuses(
      200,
      [[...strangePhones, ...deskAccounts, 'viewer'], 403],
      [['coordinator'], 200],
      [['foreignCoordinator'], 404],
      [['nobody'], 401],
    ),
  },
  'GET /api/walks/:id/codes': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/codes` }),
    status: organisers(200),
  },
  'POST /api/walks/:id/codes': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/codes`, body: { role: 'walker' } }),
    status: organisers(200),
  },
  'DELETE /api/walks/:id/codes/:code': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/codes/QQQQ99` }),
    // There is no such code for those who may ask.
    status: organisers(404),
  },
  'POST /api/sync/push': {
    request: ({ town }, person) => ({
      url: '/api/sync/push',
      body: {
        protocol: 1,
        epoch: null,
        clientId: clientIdOf(person),
        space: town.walk.id,
        mutations: [],
      },
    }),
    // Who is not a stranger may send; what each mutation may do is decided mutation by mutation (shared/access/roles.ts).
    status: statuses(200, [strangePhones, 403], [['foreignCoordinator'], 404], [['nobody'], 401]),
  },
  'POST /api/sync/pull': {
    request: ({ town }) => ({
      url: '/api/sync/pull',
      body: { protocol: 1, epoch: null, cursors: { [town.walk.id]: '0' } },
    }),
    status: statuses(
      200,
      [[...strangePhones, 'foreignCoordinator', 'viewer'], 403],
      [['nobody'], 401],
    ),
  },
  'GET /api/events': {
    request: get('/api/events'),
    status: statuses(200, [['viewer'], 403], [['nobody'], 401]),
  },
  'POST /api/sync/account': {
    request: () => ({ url: '/api/sync/account', body: { highest: 0, from: 1, held: [] } }),
    // Each phone tells of itself alone.
    status: statuses(204, [[...accounts, 'nobody'], 401]),
  },
  'POST /api/sync/answers': {
    request: () => ({ url: '/api/sync/answers', body: { mutations: [] } }),
    // Whoever cannot say what was sent under an id is told nothing of it.
    status: statuses(200, [[...accounts, 'nobody'], 401]),
  },
  'POST /api/moves': {
    request: () => ({ url: '/api/moves', body: { finder: someFinder(), sealed: 'x' } }),
    // Each phone for its own person.
    status: statuses(200, [[...accounts, 'nobody'], 401]),
  },
  'GET /api/moves': {
    request: get('/api/moves'),
    status: statuses(200, [[...accounts, 'nobody'], 401]),
  },
  'POST /api/moves/take': {
    request: () => ({
      url: '/api/moves/take',
      body: { finder: 'b'.repeat(64), clientId: someUuid(), deviceKey: 'k'.repeat(32) },
    }),
    // Whoever has a code: no session stands in for it.
    status: statuses(404),
  },
  'GET /api/phones': {
    request: ({ town }) => ({ url: `/api/phones?walk=${town.walk.id}` }),
    // Abroad nothing of this walk is found.
    status: statuses(
      403,
      [['leader', 'coordinator', 'admin', 'foreignCoordinator'], 200],
      [['nobody'], 401],
    ),
  },
  'DELETE /api/phones/:id/sessions': {
    request: ({ town }) => ({ url: `/api/phones/${town.phones.ole.clientId}/sessions` }),
    status: statuses(
      401,
      [accounts, 403],
      [['coordinator', 'admin'], 204],
      [['foreignCoordinator'], 404],
    ),
  },
  'GET /api/photos/missing': { request: get('/api/photos/missing'), status: onlyDesk },
  'GET /api/observations': { request: get('/api/observations'), status: onlyDesk },
  'GET /api/observations/clusters': {
    request: get('/api/observations/clusters?bbox=9,56,11,58&zoom=10'),
    status: onlyDesk,
  },
  'GET /api/observations/:id': {
    request: ({ observationId }) => ({ url: `/api/observations/${observationId}` }),
    status: restrictedAtDesk,
  },
  'GET /api/observations/:id/history': {
    request: ({ observationId }) => ({ url: `/api/observations/${observationId}/history` }),
    status: restrictedAtDesk,
  },
  'HEAD /api/photos/:id': {
    request: ({ photo }) => ({ url: `/api/photos/${photo.photoId}` }),
    // Only the phone that owns the photo learns that it exists.
    status: statuses(404, [['author'], 200], [[...accounts, 'nobody'], 401]),
  },
  'PATCH /api/photos/:id': {
    request: ({ photo }) => ({
      url: `/api/photos/${photo.photoId}`,
      headers: {
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'upload-checksum': checksumOf(photo.bytes),
      },
      bytes: photo.bytes,
    }),
    // The author's photo is there already: not an offset to write at.
    // Abroad the id is free, and an upload must begin with its length.
    status: statuses(
      404,
      [['author'], 409],
      [['foreignPhone'], 400],
      [[...accounts, 'nobody'], 401],
    ),
  },
  'GET /api/photos/:id/:variant': {
    request: ({ photo }) => ({ url: `/api/photos/${photo.photoId}/thumbnail` }),
    status: statuses(
      404,
      [['author', 'leader', 'assignedOfficial', 'coordinator'], 200],
      [['nobody'], 401],
    ),
  },
}

const clientIdOf = (person: TestPerson | null): Uuid => {
  if (person && 'clientId' in person) return String(person.clientId)
  return person && 'accountId' in person ? String(person.accountId) : someUuid()
}
