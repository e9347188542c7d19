import cookie from '@fastify/cookie'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { limits } from '../shared/limits.ts'
import type { Dependencies } from './dependencies.ts'
import { addAuthentication } from './http/sessions/authentication.ts'
import { answerBadAddress, answerBrokenRequest } from './http/plugins/broken-requests.ts'
import { addClientFiles } from './http/plugins/client-files.ts'
import { addCompression } from './http/plugins/compression.ts'
import { rewriteDamagedAddress } from './http/plugins/damaged-addresses.ts'
import { addJobs } from './http/plugins/jobs.ts'
import { addMetrics } from './http/plugins/metrics.ts'
import { addOpenApi } from './http/plugins/openapi.ts'
import { addSameOriginCheck, isSecureOrigin } from './http/sessions/own-origin.ts'
import { addProblemDetails } from './http/plugins/problem-details.ts'
import { addPressureRelief, addSecurityHeaders } from './http/plugins/protection.ts'
import { addAddressLimit, addSessionLimit } from './http/limits/rate-limits.ts'
import { requestLimits, type RequestLimits } from './http/limits/request-limits.ts'
import { addRouteTable } from './http/plugins/route-table.ts'
import { addUnreadBodies } from './http/limits/unread-bodies.ts'
import { eventRoutes } from './http/routes/event-routes.ts'
import { healthRoutes } from './http/routes/health-routes.ts'
import { installationRoutes } from './http/routes/installation-routes.ts'
import { mapRoutes } from './http/routes/map-routes.ts'
import { addressRoutes } from './http/routes/messages/address-routes.ts'
import { messageRoutes } from './http/routes/messages/message-routes.ts'
import { notificationRoutes } from './http/routes/messages/notification-routes.ts'
import { unsubscribeRoutes } from './http/routes/messages/unsubscribe-routes.ts'
import { observationRoutes } from './http/routes/observation-routes.ts'
import { moveRoutes } from './http/routes/move-routes.ts'
import { phoneRoutes } from './http/routes/phone-routes.ts'
import { photoRoutes } from './http/routes/photo-routes.ts'
import { sessionRoutes } from './http/routes/session-routes.ts'
import { syncRoutes } from './http/routes/sync-routes.ts'
import { invitationRoutes } from './http/routes/invitation-routes.ts'
import { earlierRoutes } from './http/routes/walks/earlier-routes.ts'
import { organiseRoutes, walkCodeRoutes } from './http/routes/organise-routes.ts'
import { feedbackRoutes } from './http/routes/promises/feedback-routes.ts'
import { tableRoute } from './http/routes/table-route.ts'
import { overdueRoute } from './http/routes/promises/overdue-route.ts'
import { publicationRoutes } from './http/routes/public/publication-routes.ts'
import { reportRoutes } from './http/routes/reports/report-routes.ts'
import { walkRoutes } from './http/routes/walks/walk-routes.ts'
import { replyRoutes } from './http/routes/replies/reply-routes.ts'
import { statusRoutes } from './http/routes/status/status-routes.ts'
import { wishRoutes } from './http/routes/wishes/wish-routes.ts'

/**
 * Builds the whole HTTP side, ready to listen or to be called in process. Plugins run in the order written here: a refusal needs
 * its shape and headers, then come cheap checks, then the session, and the body last.
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
  addJobs(app, dependencies)

  await app.register(healthRoutes(dependencies))
  await app.register(installationRoutes(dependencies))
  await app.register(sessionRoutes(dependencies))
  await app.register(walkRoutes(dependencies))
  await app.register(organiseRoutes(dependencies))
  await app.register(walkCodeRoutes(dependencies))
  await app.register(earlierRoutes(dependencies))
  await app.register(reportRoutes(dependencies))
  await app.register(feedbackRoutes(dependencies))
  await app.register(overdueRoute(dependencies))
  await app.register(tableRoute(dependencies))
  await app.register(statusRoutes(dependencies))
  await app.register(publicationRoutes(dependencies))
  await app.register(invitationRoutes(dependencies))
  await app.register(wishRoutes(dependencies))
  await app.register(replyRoutes(dependencies))
  await app.register(observationRoutes(dependencies))
  await app.register(syncRoutes(dependencies))
  await app.register(eventRoutes(dependencies))
  await app.register(photoRoutes(dependencies))
  await app.register(phoneRoutes(dependencies))
  await app.register(moveRoutes(dependencies))
  for (const routes of [messageRoutes, addressRoutes, notificationRoutes, unsubscribeRoutes])
    await app.register(routes(dependencies))
  await app.register(mapRoutes(dependencies))
  if (clientFolder !== null) await addClientFiles(app, clientFolder)
  return app
}

const second = 1_000

function serverOptions({ config }: Dependencies, rates: RequestLimits) {
  return {
    // A push and its envelope; smaller and larger routes set their own limit.
    bodyLimit: limits.pushBytes + 16 * 1024,
    requestTimeout: rates.requestMs,
    connectionTimeout: rates.idleTimeoutMs,
    keepAliveTimeout: 72 * second,
    http: {
      headersTimeout: rates.headMs,
      connectionsCheckingInterval: rates.connectionCheckIntervalMs,
    },
    rewriteUrl: rewriteDamagedAddress,
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBrokenRequest,
    // The proxy that ends TLS runs on the same machine or private network.
    trustProxy: isSecureOrigin(config) ? ['loopback', 'linklocal', 'uniquelocal'] : false,
    // Monitors and link checkers send HEAD.
    exposeHeadRoutes: true,
    // Addresses hold walk codes and search words, so only errors are logged.
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 100 },
    return503OnClosing: true,
  }
}
