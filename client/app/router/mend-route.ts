import { parseQuery, type NavigationGuardReturn, type RouteLocation } from 'vue-router'
import { mendAddress } from '../../../shared/text/page-address.ts'

/** Redirects a damaged address to the page that it meant, in both apps and also without a network. */
export function mendRoute({ path, query, hash }: RouteLocation): NavigationGuardReturn {
  const mended = mendAddress(path)
  if (mended.path === path) return true
  return {
    path: mended.path,
    query: { ...parseQuery(mended.query), ...query },
    hash,
    replace: true,
  }
}
