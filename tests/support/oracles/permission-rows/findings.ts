import { checksumOf } from '../../requests/upload-photo.ts'
import { get, type PermissionRows } from './permission-row.ts'
import { accounts, onlyDesk, restrictedAtDesk, statuses } from './statuses.ts'

/** Findings and their photos. */
export const findingRows: PermissionRows = {
  'GET /api/photos/missing': { request: get('/api/photos/missing'), status: onlyDesk },
  'GET /api/observations': { request: get('/api/observations'), status: onlyDesk },
  'GET /api/observations/clusters': {
    request: get('/api/observations/clusters?bbox=9,56,11,58&zoom=10'),
    status: onlyDesk,
  },
  'GET /api/overdue': { request: get('/api/overdue'), status: onlyDesk },
  'GET /api/desk/table': { request: get('/api/desk/table'), status: onlyDesk },
  'GET /api/feedback': {
    request: get('/api/feedback'),
    // Others than coordinators would learn how many restricted findings there are.
    status: statuses(401, [accounts, 403], [['coordinator', 'foreignCoordinator'], 200]),
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
