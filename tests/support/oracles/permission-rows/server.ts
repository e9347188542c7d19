import { testPassword } from '../../fixtures/people.ts'
import { get, type PermissionRows } from './permission-row.ts'
import { everybody, onlyAccounts } from './statuses.ts'

/** What the server says of itself, and signing in. */
export const serverRows: PermissionRows = {
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
}
