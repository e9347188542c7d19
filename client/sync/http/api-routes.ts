import type { Api, ApiName } from '../../../shared/contract/api-contract.ts'

type Routes = { [N in ApiName]: { method: Api[N]['method']; path: Api[N]['path'] } }

/**
 * Method and path of every JSON route. They are repeated here because the contract itself imports the schema builder, which the
 * capture bundle must not contain; the types make any difference an error.
 */
export const apiRoutes: Routes = {
  signIn: { method: 'POST', path: '/api/sessions' },
  signOut: { method: 'DELETE', path: '/api/sessions' },
  currentSession: { method: 'GET', path: '/api/sessions/current' },
  joinWalk: { method: 'POST', path: '/api/walks/join' },
  previewWalk: { method: 'GET', path: '/api/walks/by-code/:code' },
  renameSelf: { method: 'PATCH', path: '/api/walks/:id/membership' },
  leaveWalk: { method: 'DELETE', path: '/api/walks/:id/membership' },
  push: { method: 'POST', path: '/api/sync/push' },
  pull: { method: 'POST', path: '/api/sync/pull' },
  askAnswers: { method: 'POST', path: '/api/sync/answers' },
  listObservations: { method: 'GET', path: '/api/observations' },
  clusterObservations: { method: 'GET', path: '/api/observations/clusters' },
  missingPhotos: { method: 'GET', path: '/api/photos/missing' },
  readObservation: { method: 'GET', path: '/api/observations/:id' },
  readHistory: { method: 'GET', path: '/api/observations/:id/history' },
  reportReceipts: { method: 'POST', path: '/api/sync/account' },
  listPhones: { method: 'GET', path: '/api/phones' },
  lockPhone: { method: 'DELETE', path: '/api/phones/:id/sessions' },
  offerMove: { method: 'POST', path: '/api/moves' },
  readMoved: { method: 'GET', path: '/api/moves' },
  takeMove: { method: 'POST', path: '/api/moves/take' },
  health: { method: 'GET', path: '/api/health' },
  mapArea: { method: 'GET', path: '/api/map/area' },
  readWalk: { method: 'GET', path: '/api/walks/:id' },
  walkRatings: { method: 'GET', path: '/api/walks/:id/ratings' },
  earlierHere: { method: 'GET', path: '/api/walks/:id/earlier' },
  walkVotes: { method: 'GET', path: '/api/walks/:id/votes' },
  readReports: { method: 'GET', path: '/api/walks/:id/reports' },
  makeReport: { method: 'POST', path: '/api/walks/:id/reports' },
  listCodes: { method: 'GET', path: '/api/walks/:id/codes' },
  makeCode: { method: 'POST', path: '/api/walks/:id/codes' },
  closeCode: { method: 'DELETE', path: '/api/walks/:id/codes/:code' },
  askedMunicipality: { method: 'GET', path: '/api/municipalities/:id' },
  askForWalk: { method: 'POST', path: '/api/wishes' },
  readWish: { method: 'POST', path: '/api/wishes/read' },
  eraseWish: { method: 'POST', path: '/api/wishes/erase' },
  listWishes: { method: 'GET', path: '/api/wishes' },
  readInvitation: { method: 'POST', path: '/api/replies/read' },
  giveReply: { method: 'POST', path: '/api/replies' },
  eraseReply: { method: 'POST', path: '/api/replies/erase' },
  countReplies: { method: 'GET', path: '/api/walks/:id/replies' },
  installation: { method: 'GET', path: '/api/installation' },
}

/** Returns the path with its `:names` filled in and the query appended. */
export function addressOf(path: string, params: object = {}, query: object = {}): string {
  const names = params as Record<string, unknown>
  const filled = path.replace(/:([a-z]+)/gi, (_match, name: string) =>
    encodeURIComponent(String(names[name])),
  )
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined)
  if (pairs.length === 0) return filled
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))
  return `${filled}?${search.toString()}`
}
