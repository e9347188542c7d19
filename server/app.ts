import cookie from '@fastify/cookie'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { limits } from '../shared/limits.ts'
import type { Dependencies } from './dependencies.ts'
import { addAuthentication } from './plugins/authentication.ts'
import { answerBadAddress, answerBrokenRequest } from './plugins/broken-requests.ts'
import { addClientFiles } from './plugins/client-files.ts'
import { addCompression } from './plugins/compression.ts'
import { rewriteDamagedAddress } from './plugins/damaged-addresses.ts'
import { addHousekeeping } from './plugins/housekeeping.ts'
import { addMetrics } from './plugins/metrics.ts'
import { addOpenApi } from './plugins/openapi.ts'
import { addSameOriginCheck, isSecureOrigin } from './plugins/own-origin.ts'
import { addPhotoProcessing } from './plugins/photo-processing.ts'
import { addProblemDetails } from './plugins/problem-details.ts'
import { addPressureRelief, addSecurityHeaders } from './plugins/protection.ts'
import { addAddressLimit, addSessionLimit } from './plugins/rate-limits.ts'
import { requestLimits, type RequestLimits } from './plugins/request-limits.ts'
import { addRouteTable } from './plugins/route-table.ts'
import { addUnreadBodies } from './plugins/unread-bodies.ts'
import { eventRoutes } from './routes/event-routes.ts'
import { healthRoutes } from './routes/health-routes.ts'
import { installationRoutes } from './routes/installation-routes.ts'
import { mapRoutes } from './routes/map-routes.ts'
import { observationRoutes } from './routes/observation-routes.ts'
import { phoneRoutes } from './routes/phone-routes.ts'
import { photoRoutes } from './routes/photo-routes.ts'
import { sessionRoutes } from './routes/session-routes.ts'
import { syncRoutes } from './routes/sync-routes.ts'
import { walkRoutes } from './routes/walk-routes.ts'

/**
 * The whole HTTP side, ready to listen or to be asked in process. What is written first sees a request first: a refusal needs its
 * shape and headers, then comes what is cheap to check, then who asks, and the body only after that.
 */
export async function buildApp(
  dependencies: Dependencies,
  { logger = false }: Pick<FastifyServerOptions, 'logger'> = {},
): Promise<FastifyInstance> {
  const { config, version, clientFolder } = dependencies
  const rates = dependencies.requestLimits ?? requestLimits
  const app = fastify({ ...serverOptions(dependencies, rates), logger })
  app.setValidatorCompiler(TypeBoxValidatorCompiler)

  addRouteTable(app)
  addProblemDetails(app)
  addMetrics(app, dependencies)
  addUnreadBodies(app)
  await addSecurityHeaders(app, dependencies)
  await addCompression(app)
  await addPressureRelief(app, rates)
  await app.register(cookie)
  await addAddressLimit(app, rates)
  addSameOriginCheck(app, config)
  addAuthentication(app, dependencies)
  addSessionLimit(app)
  await addOpenApi(app, version)
  addPhotoProcessing(app, dependencies)
  addHousekeeping(app, dependencies)

  await app.register(healthRoutes(dependencies))
  await app.register(installationRoutes(dependencies))
  await app.register(sessionRoutes(dependencies))
  await app.register(walkRoutes(dependencies))
  await app.register(observationRoutes(dependencies))
  await app.register(syncRoutes(dependencies))
  await app.register(eventRoutes(dependencies))
  await app.register(photoRoutes(dependencies))
  await app.register(phoneRoutes(dependencies))
  await app.register(mapRoutes(dependencies))
  if (clientFolder !== null) await addClientFiles(app, clientFolder)
  return app
}

const second = 1_000

function serverOptions({ config }: Dependencies, rates: RequestLimits) {
  return {
    // A push, plus what its envelope weighs; smaller and larger routes say so themselves.
    bodyLimit: limits.pushBytes + 16 * 1024,
    requestTimeout: rates.requestMs,
    connectionTimeout: rates.silenceMs,
    keepAliveTimeout: 72 * second,
    http: { headersTimeout: rates.headMs, connectionsCheckingInterval: rates.lookForSlowMs },
    rewriteUrl: rewriteDamagedAddress,
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBrokenRequest,
    // The proxy that ends TLS stands in the same machine or private network.
    trustProxy: isSecureOrigin(config) ? ['loopback', 'linklocal', 'uniquelocal'] : false,
    // Monitors and link checkers ask by HEAD.
    exposeHeadRoutes: true,
    // Addresses hold walk codes and search words; only what goes wrong is logged.
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 100 },
    return503OnClosing: true,
  }
}
