import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { mutationRegistry } from '../../../shared/sync/registry.ts'
import { cookieNames } from '../sessions/session-cookies.ts'

/**
 * Collects the routes registered after it into one OpenAPI 3.1 document. `x-mutations` holds the arguments of each mutation by its
 * full name, `observation.create@1`: a push accepts any, and refuses them one by one.
 */
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
    // HEAD of a photo's upload is a route of its own with its own schema (contract-route.ts); the others repeat their GET.
    exposeHeadRoutes: false,
    transformObject: (document) =>
      'openapiObject' in document
        ? withPrefixItems({ ...document.openapiObject, 'x-mutations': mutationSchemas() })
        : {},
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

const mutationSchemas = () =>
  Object.fromEntries([...mutationRegistry].map(([name, { schema }]) => [name, schema]))

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

/**
 * OpenAPI 3.1 uses JSON Schema 2020-12, where the parts of a tuple are `prefixItems` and `items` describes what may follow; TypeBox
 * and Fastify's validator use draft 7.
 */
function withPrefixItems<T>(value: T): T {
  if (Array.isArray(value)) return value.map((inner) => withPrefixItems<unknown>(inner)) as T
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'additionalItems') return []
    const isTuple = key === 'items' && Array.isArray(inner)
    return isTuple
      ? [
          ['prefixItems', withPrefixItems(inner)],
          ['items', false],
        ]
      : [[key, withPrefixItems(inner)]]
  })
  return Object.fromEntries(parts) as T
}
