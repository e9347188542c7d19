import { someUuid } from '../../fixtures/make-observation.ts'
import { newSecret } from '../../requests/ask-for-walk.ts'
import { get, type PermissionRows } from './permission-row.ts'
import { accounts, everybody, statuses } from './statuses.ts'

/** The outbox has addresses of people without an account in it. */
const coordinators = (status: number) =>
  statuses(401, [accounts, 403], [['coordinator', 'foreignCoordinator'], status])

/** Each phone for its own person. */
const phones = (status: number) => statuses(status, [[...accounts, 'nobody'], 401])

/** E-mails: the outbox, the address of a walker, and the link that unsubscribes. */
export const messageRows: PermissionRows = {
  'GET /api/messages': {
    request: ({ town }) => ({ url: `/api/messages?walk=${town.walk.id}` }),
    status: coordinators(200),
  },
  // Nothing stands there: whoever may send or remove is told that it is out of date.
  'POST /api/messages/:id/send': {
    request: () => ({ url: `/api/messages/${someUuid()}/send?base=failed` }),
    status: coordinators(409),
  },
  'DELETE /api/messages/:id': {
    request: () => ({ url: `/api/messages/${someUuid()}?base=failed` }),
    status: coordinators(409),
  },
  'GET /api/address': { request: get('/api/address'), status: phones(200) },
  'PUT /api/address': {
    request: () => ({
      url: '/api/address',
      body: { email: 'nogen@example.dk', language: 'da' },
    }),
    status: phones(200),
  },
  'DELETE /api/address': { request: get('/api/address'), status: phones(204) },
  'GET /api/notifications': { request: get('/api/notifications'), status: phones(200) },
  'PUT /api/notifications': {
    request: () => ({
      url: '/api/notifications',
      body: {
        endpoint: 'https://web.push.apple.com/abc',
        ...{ p256dh: 'A'.repeat(87), auth: 'A'.repeat(22), language: 'da' },
      },
    }),
    status: phones(200),
  },
  'DELETE /api/notifications': { request: get('/api/notifications'), status: phones(204) },
  // Whoever has the link: no session adds to it, or takes from it.
  'GET /api/unsubscribe/:token': {
    request: () => ({ url: `/api/unsubscribe/${newSecret()}` }),
    status: everybody,
  },
  'POST /api/unsubscribe/:token': {
    request: () => ({ url: `/api/unsubscribe/${newSecret()}` }),
    status: everybody,
  },
}
