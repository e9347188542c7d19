import { someUuid } from '../../fixtures/make-observation.ts'
import { type PermissionRows } from './permission-row.ts'
import {
  accounts,
  deskAccounts,
  everybody,
  organisers,
  statuses,
  strangePhones,
} from './statuses.ts'

/** The report of a walk is for its people and the desk. */
const readers = (status: number) =>
  statuses(
    status,
    [[...strangePhones, 'viewer'], 403],
    [['foreignCoordinator'], 404],
    [['nobody'], 401],
  )

/** Walks, their codes, and taking part in them. */
export const walkRows: PermissionRows = {
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
  'GET /api/walks/:id/reports': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/reports` }),
    status: readers(200),
  },
  'POST /api/walks/:id/reports': {
    request: ({ town }) => ({
      url: `/api/walks/${town.walk.id}/reports`,
      body: {
        ...{ id: someUuid(), base: 0, language: 'da', above: '', below: '', leftOut: [] },
      },
    }),
    // The list is not approved.
    status: organisers(409),
  },
  'POST /api/walks/:id/feedback': {
    request: ({ town }) => ({
      url: `/api/walks/${town.walk.id}/feedback`,
      body: { months: 1, isGiven: true },
    }),
    // There is no report yet.
    status: organisers(404),
  },
  // There is no version yet for those who may ask.
  'GET /api/walks/:id/reports/:version/report.html': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/reports/1/report.html` }),
    status: readers(404),
  },
  'GET /api/walks/:id/reports/:version/report.csv': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/reports/1/report.csv` }),
    status: readers(404),
  },
  'GET /api/walks/:id/reports/:version/report.geojson': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/reports/1/report.geojson` }),
    status: readers(404),
  },
  'GET /api/walks/:id/reports/:version/actions.html': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/reports/1/actions.html?party=Vej` }),
    status: readers(404),
  },
  'GET /api/walks/:id/reports/:version/files/:file': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/reports/1/files/report.pdf` }),
    status: readers(404),
  },
  'GET /api/walks/:id/reports/:version/package.zip': {
    request: ({ town }) => ({ url: `/api/walks/${town.walk.id}/reports/1/package.zip` }),
    status: readers(404),
  },
  'PUT /api/walks/:id/reports/:version/journal-number': {
    request: ({ town }) => ({
      url: `/api/walks/${town.walk.id}/reports/1/journal-number`,
      body: { journalNumber: '26/1234' },
    }),
    status: organisers(404),
  },
  'GET /api/walks/:id/earlier': {
    request: ({ town }) => ({
      url: `/api/walks/${town.walk.id}/earlier?bbox=9.8,56.9,10.1,57.2&zoom=13`,
    }),
    status: organisers(200),
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
}
