import type { FastifyInstance } from 'fastify'
import type { Access } from '../../../shared/contract/api-contract.ts'

interface RegisteredRoute {
  method: string
  /** The path as registered, with `:names`. */
  path: string
  access: Access
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route in the order of registration; HEAD is served wherever GET is. */
    routeTable: RegisteredRoute[]
  }
  interface FastifyContextConfig {
    /** Who may call the route; a route without it cannot be registered. */
    access?: Access
    /** Other programs may send it, without a session: what it needs is in its address. */
    isForOtherSites?: true
  }
}

/** A route was registered without its access. */
class RouteWithoutAccessError extends Error {
  override name = 'RouteWithoutAccessError'
}

/** Keeps the list of routes and rejects one without `config.access`, so that no route is open by mistake. */
export function addRouteTable(app: FastifyInstance): void {
  const table: RegisteredRoute[] = []
  app.decorate('routeTable', table)
  app.addHook('onRoute', ({ method, url, config }) => {
    const access = config?.access
    const methods = Array.isArray(method) ? method : [method]
    if (!access) throw new RouteWithoutAccessError(`${methods.join(',')} ${url}`)
    const routes = methods.map((name) => ({ method: name, path: url, access }))
    table.push(...routes.filter((route) => !isHeadOfGet(route, table)))
  })
}

/** Fastify adds HEAD to every GET, with the same handler, access and answer, so it is no route of its own. */
const isHeadOfGet = ({ method, path }: RegisteredRoute, table: readonly RegisteredRoute[]) =>
  method === 'HEAD' && table.some((other) => other.method === 'GET' && other.path === path)

/** Returns the methods that an address has, for a request with another method. */
export function otherMethods(app: FastifyInstance, url: string): string[] {
  const segments = (url.split('?')[0] ?? '').split('/')
  const found = app.routeTable.filter(({ path }) => fits(path.split('/'), segments))
  return [...new Set(found.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : method)))]
}

// Wildcards are the client's files, where "there is no such page" is the better answer.
const fits = (pattern: readonly string[], segments: readonly string[]): boolean =>
  pattern.length === segments.length &&
  pattern.every((part, index) => (part.includes(':') ? true : part === segments[index]))
