import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { cookieNames } from './session-cookies.ts'

/** Collects the routes registered after it into one OpenAPI 3.1 document. */
export async function addOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Lygte',
        version,
        description:
          'Safety walks: capture, sync and triage. Same origin only; requests that change something carry ' +
          '`Sec-Fetch-Site: same-origin` (browsers add it). Refusals are problem details (RFC 9457).',
        license: { name: 'MPL-2.0', identifier: 'MPL-2.0' },
      },
      components: {
        securitySchemes: {
          device: { type: 'apiKey', in: 'cookie', name: cookieNames.device },
          account: { type: 'apiKey', in: 'cookie', name: cookieNames.account },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const access = route.config?.access
      const security = securityOf(access)
      return { schema: { ...schema, security, 'x-access': access }, url }
    },
  })
  app.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, () =>
    app.swagger(),
  )
}

function securityOf(access: string | undefined): Record<string, string[]>[] {
  switch (access) {
    case 'device':
      return [{ device: [] }]
    case 'account':
    case 'desk':
      return [{ account: [] }]
    case 'member':
      return [{ device: [] }, { account: [] }]
    default:
      return []
  }
}
