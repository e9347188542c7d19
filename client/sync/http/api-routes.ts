import type { Api, ApiName } from '../../../shared/contract/api-contract.ts'

export type Routes<N extends ApiName> = {
  [K in N]: { method: Api[K]['method']; path: Api[K]['path'] }
}

/**
 * Method and path of the JSON routes that a phone on the street calls; `more-routes.ts` has the others. They are repeated here because the
 * contract itself imports the schema builder, which the capture bundle must not contain; the types make any difference an error.
 */
export const streetRoutes = {
  currentSession: { method: 'GET', path: '/api/sessions/current' },
  push: { method: 'POST', path: '/api/sync/push' },
  pull: { method: 'POST', path: '/api/sync/pull' },
  askAnswers: { method: 'POST', path: '/api/sync/answers' },
  reportReceipts: { method: 'POST', path: '/api/sync/account' },
  readMoved: { method: 'GET', path: '/api/moves' },
  health: { method: 'GET', path: '/api/health' },
  mapArea: { method: 'GET', path: '/api/map/area' },
  installation: { method: 'GET', path: '/api/installation' },
} satisfies Partial<Routes<ApiName>>

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
