import helmet from '@fastify/helmet'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../../config.ts'
import type { Dependencies } from '../../dependencies.ts'
import { isSecureOrigin } from '../sessions/own-origin.ts'
import { RefusedRequestError } from './problem-details.ts'
import type { RequestLimits } from '../limits/request-limits.ts'

/** Milliseconds after listening in which delays of the event loop are those of the start: two samples of under-pressure. */
const startMs = 2_000

/** Origins of pictures besides our own: the raster map, shown only when there is no map file. */
function rasterOrigins(config: Config, hasMap: boolean): string[] {
  const address = config.rasterUrl.replace('{s}.', '')
  if (hasMap || !URL.canParse(address)) return []
  const { protocol, host } = new URL(address)
  const pattern = config.rasterUrl.includes('{s}.') ? `*.${host}` : host
  return [`${protocol}//${pattern}`]
}

/**
 * Sets security headers. The policy has no unsafe-inline and no unsafe-eval: styles set by script need neither. Referrers leave the
 * site as origin only, because OpenStreetMap's tile policy requires one.
 */
export async function addSecurityHeaders(
  app: FastifyInstance,
  { config, map }: Dependencies,
): Promise<void> {
  const self = "'self'"
  const isSecure = isSecureOrigin(config)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [self],
        scriptSrc: [self],
        styleSrc: [self],
        imgSrc: [self, 'blob:', 'data:', ...rasterOrigins(config, map !== null)],
        connectSrc: [self],
        fontSrc: [self],
        workerSrc: [self],
        manifestSrc: [self],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: [self],
        frameAncestors: ["'none'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    frameguard: { action: 'deny' },
    // Raster tiles come without the header that an isolated page would require of them.
    crossOriginEmbedderPolicy: false,
  })
  app.addHook('onRequest', async (_request, reply) => {
    // Responses are private by default; what may be cached (tiles, files, pictures) sets its own header.
    void reply.header('cache-control', 'no-store')
    void reply.header(
      'permissions-policy',
      'camera=(self), geolocation=(self), microphone=(), payment=()',
    )
  })
}

/** Rejects load before it becomes a queue (503); clients come back later. */
export async function addPressureRelief(
  app: FastifyInstance,
  { maxEventLoopDelayMs }: RequestLimits,
): Promise<void> {
  if (maxEventLoopDelayMs === 0) return
  // The first measurements are of the start itself, which says nothing about the load of requests.
  let startedUntil = 0
  app.addHook('onListen', async () => {
    startedUntil = performance.now() + startMs
  })
  await app.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    pressureHandler: () => {
      if (performance.now() < startedUntil) return
      throw new RefusedRequestError('store-away')
    },
  })
}
