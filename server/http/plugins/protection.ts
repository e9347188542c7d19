import helmet from '@fastify/helmet'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../../config.ts'
import type { Dependencies } from '../../dependencies.ts'
import { isSecureOrigin } from '../sessions/own-origin.ts'
import { RefusedRequestError } from './problem-details.ts'
import type { RequestLimits } from '../limits/request-limits.ts'

/** Where pictures may come from besides ourselves: the raster map, shown only when there is no map file. */
function rasterOrigins(config: Config, hasMap: boolean): string[] {
  const address = config.rasterUrl.replace('{s}.', '')
  if (hasMap || !URL.canParse(address)) return []
  const { protocol, host } = new URL(address)
  const pattern = config.rasterUrl.includes('{s}.') ? `*.${host}` : host
  return [`${protocol}//${pattern}`]
}

/**
 * Security headers. The policy has no unsafe-inline and no unsafe-eval: styles set by script need neither. Referrers leave the site as
 * origin only, because OpenStreetMap's tile policy wants one.
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
    // Raster tiles come without the header that an isolated page would ask of them.
    crossOriginEmbedderPolicy: false,
  })
  app.addHook('onRequest', async (_request, reply) => {
    // Answers are somebody's; what may be kept (tiles, files, pictures) says so itself.
    void reply.header('cache-control', 'no-store')
    void reply.header(
      'permissions-policy',
      'camera=(self), geolocation=(self), microphone=(), payment=()',
    )
  })
}

/** Sheds load before it becomes a queue that nobody waits for: 503, and clients come back later. */
export async function addPressureRelief(
  app: FastifyInstance,
  { maxEventLoopDelayMs }: RequestLimits,
): Promise<void> {
  if (maxEventLoopDelayMs === 0) return
  await app.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    pressureHandler: () => {
      throw new RefusedRequestError('store-away')
    },
  })
}
