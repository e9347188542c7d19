import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { otherRoutes } from '../../../../shared/contract/api-contract.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { packReport } from '../../../report/package/pack-report.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { fileHeaders, fileName, findReport, reportParams } from './find-report.ts'

/** Everything of one version in a ZIP file. */
export const reportPackage =
  ({ store, photoFiles }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(otherRoutes.reportPackage),
      schema: { params: reportParams },
      handler: async (request, reply) => {
        const found = await findReport(store, request)
        if (!found.ok) return sendProblem(reply, found.problem)
        const headers = fileHeaders('application/zip', fileName(found.value, 'zip'))
        return reply.headers(headers).send(packReport({ store, photoFiles }, found.value))
      },
    })
  }
