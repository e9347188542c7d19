import { newSecret, wishAsked } from '../../requests/ask-for-walk.ts'
import { replyGiven } from '../../requests/give-reply.ts'
import { get, type PermissionRows } from './permission-row.ts'
import { accounts, everybody, organisers, statuses, strangePhones } from './statuses.ts'

/** What people send without an account: wishes for walks, and answers to invitations. */
export const answerRows: PermissionRows = {
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
  'POST /api/walks/:id/status-link': {
    request: ({ town }) => ({
      url: `/api/walks/${town.walk.id}/status-link`,
      body: { secret: newSecret(), replacesOthers: false },
    }),
    // Whoever walked; another phone's secret is not asked for.
    status: statuses(204, [strangePhones, 403], [[...accounts, 'nobody'], 401]),
  },
  // Whoever has the link reads it as its person: no session adds to it, or takes from it.
  'GET /status/:secret': {
    request: ({ statusSecret }) => ({ url: `/status/${statusSecret}` }),
    status: everybody,
  },
  // There is no report yet.
  'GET /status/:secret/report': {
    request: ({ statusSecret }) => ({ url: `/status/${statusSecret}/report` }),
    status: statuses(404),
  },
  'GET /status/:secret/photos/:photo': {
    request: ({ statusSecret, photo }) => ({
      url: `/status/${statusSecret}/photos/${photo.photoId}`,
    }),
    status: everybody,
  },
}
