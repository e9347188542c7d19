import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { api } from '../../../shared/contract/api-contract.ts'
import type { Dependencies } from '../../dependencies.ts'
import { readEpoch } from '../../store/database/server-meta.ts'
import { contractRoute } from './contract-route.ts'

/** For proxies and monitors: `ok` only when the store has just answered; otherwise the store's error makes it 503 `store-away`. */
export const healthRoutes =
  ({ store, config, version }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.health),
      handler: async () => ({
        status: 'ok' as const,
        version,
        store: config.databaseUrl === null ? 'embedded' : 'external',
        epoch: await readEpoch(store),
      }),
    })
  }
