import type { PermissionRows } from './permission-row.ts'
import { statuses } from './statuses.ts'

/** Nothing of the walk is public; who asks makes no difference. */
const nobodyYet = statuses(404)
/** Those who publish. */
const publishers = statuses(
  403,
  [['coordinator'], 200],
  [['foreignCoordinator'], 404],
  [['nobody'], 401],
)

/** What everybody may read of a walk, and who decides about it. */
export const publicationRows: PermissionRows = {
  'GET /api/walks/:id/publication': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/publication` }),
    status: publishers,
  },
  'GET /api/walks/:id/publication/preview.html': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/publication/preview.html` }),
    status: publishers,
  },
  'GET /vandringer/:id': {
    request: ({ town }) => ({ url: `/vandringer/${town.walk.id}` }),
    status: nobodyYet,
  },
  'GET /vandringer/:id/kort': {
    request: ({ town }) => ({ url: `/vandringer/${town.walk.id}/kort` }),
    status: nobodyYet,
  },
  'GET /vandringer/:id/billeder/:photoId/:variant': {
    request: ({ town, photo }) => ({
      url: `/vandringer/${town.walk.id}/billeder/${photo.photoId}/large`,
    }),
    status: nobodyYet,
  },
  'GET /vandringer/:id/feed.atom': {
    request: ({ town }) => ({ url: `/vandringer/${town.walk.id}/feed.atom` }),
    status: nobodyYet,
  },
  // A municipality that has published nothing has an empty feed.
  'GET /vandringer/kommune/:id/feed.atom': {
    request: ({ town }) => ({ url: `/vandringer/kommune/${town.id}/feed.atom` }),
    status: statuses(200),
  },
}
