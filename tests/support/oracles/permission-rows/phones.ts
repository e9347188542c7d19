import type { Uuid } from '../../../../shared/identifiers.ts'
import { someUuid } from '../../fixtures/make-observation.ts'
import { type TestPerson } from '../../fixtures/people.ts'
import { get, type PermissionRows } from './permission-row.ts'
import { accounts, statuses, strangePhones } from './statuses.ts'

const someFinder = () => (someUuid() + someUuid()).replaceAll('-', '')

/** Syncing, moving to another phone, and what phones owe. */
export const phoneRows: PermissionRows = {
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
}

const clientIdOf = (person: TestPerson | null): Uuid => {
  if (person && 'clientId' in person) return String(person.clientId)
  return person && 'accountId' in person ? String(person.accountId) : someUuid()
}
