import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import { RefusedRequestError } from '../plugins/problem-details.ts'

/** True when people reach this server by https: cookies are Secure, HSTS is sent, and a proxy in front is trusted. */
export const isSecureOrigin = ({ publicOrigin }: Pick<Config, 'publicOrigin'>): boolean =>
  publicOrigin?.startsWith('https:') ?? false

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Rejects changes that another site's page started (403 `cross-site`), beside SameSite cookies. Browsers name the starting site in
 * Sec-Fetch-Site, older ones in Origin. A request that names none is rejected too, so programs send `Sec-Fetch-Site: same-origin`
 * on purpose.
 */
export function addSameOriginCheck(app: FastifyInstance, config: Config): void {
  app.addHook('onRequest', async (request) => {
    if (safeMethods.has(request.method) || isSameOrigin(request, config)) return
    if (request.routeOptions.config.isForOtherSites) return
    throw new RefusedRequestError('cross-site')
  })
}

function isSameOrigin(request: FastifyRequest, { publicOrigin }: Config): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin } = request.headers
  return (
    origin !== undefined && origin === (publicOrigin ?? `${request.protocol}://${request.host}`)
  )
}
