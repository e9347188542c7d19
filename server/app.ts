import cookie from '@fastify/cookie'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { limits } from '../shared/limits.ts'
import type { Dependencies } from './dependencies.ts'
import { addAuthentication } from './plugins/authentication.ts'
import { addClientFiles } from './plugins/client-files.ts'
import { addHousekeeping } from './plugins/housekeeping.ts'
import { addOpenApi } from './plugins/openapi.ts'
import { addSameOriginCheck, isSecureOrigin } from './plugins/own-origin.ts'
import { addPhotoProcessing } from './plugins/photo-processing.ts'
import { addProblemDetails } from './plugins/problem-details.ts'
import {
  addAddressLimit,
  addPressureRelief,
  addSecurityHeaders,
  addSessionLimit,
} from './plugins/protection.ts'
import { requestLimits } from './plugins/request-limits.ts'
import { addRouteTable } from './plugins/route-table.ts'
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
  const app = fastify({ ...serverOptions(dependencies), logger })
  app.setValidatorCompiler(TypeBoxValidatorCompiler)

  addRouteTable(app)
  addProblemDetails(app)
  await addSecurityHeaders(app, dependencies)
  await addPressureRelief(app, rates)
  await addAddressLimit(app, rates)
  addSameOriginCheck(app, config)
  await app.register(cookie)
  addAuthentication(app, dependencies)
  addSessionLimit(app, rates)
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

function serverOptions({ config }: Dependencies) {
  return {
    // A push, plus what its envelope weighs; smaller and larger routes say so themselves.
    bodyLimit: limits.pushBytes + 16 * 1024,
    // One photo chunk of 32 KB at 2G speed fits; event streams send a heartbeat within the idle time.
    requestTimeout: 120 * second,
    connectionTimeout: 90 * second,
    keepAliveTimeout: 72 * second,
    // The proxy that ends TLS stands in the same machine or private network.
    trustProxy: isSecureOrigin(config) ? ['loopback', 'linklocal', 'uniquelocal'] : false,
    exposeHeadRoutes: false,
    // Addresses hold walk codes and search words; only what goes wrong is logged.
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 100 },
    return503OnClosing: true,
  }
}
