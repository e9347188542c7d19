import type { Access } from '../../../shared/contract/api-contract.ts'
import Type, { type TSchema } from 'typebox'

/** One entry of `api` or `otherRoutes` in shared/contract/api-contract.ts. */
interface ContractRoute {
  method: string
  path: string
  access: Access
  body?: TSchema
  query?: TSchema
  params?: TSchema
  response?: object
}

type Part<R, Key extends string> = R extends Record<Key, infer S extends TSchema> ? S : undefined

/** Schemas under Fastify's names; absent ones stay absent, so that handlers see `unknown`. */
type SchemaOf<R> = {
  [
    Key in 'body' | 'querystring' | 'params' as Part<
      R,
      Key extends 'querystring' ? 'query' : Key
    > extends undefined
      ? never
      : Key
  ]: Part<R, Key extends 'querystring' ? 'query' : Key>
} & (R extends { response: infer S } ? { response: S } : object)

const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'code, see shared/problem.ts' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    facts: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
        description: 'named facts for the message',
      }),
    ),
  },
  { description: 'Problem details (RFC 9457)' },
)

/**
 * Returns method, address, access and schemas of a route as the contract has them; the route adds its handler: `app.route({
 * ...contractRoute(api.signIn), handler: async (request, reply) => … })`.
 */
export function contractRoute<const R extends ContractRoute>(route: R) {
  const { method, path, access, body, query, params, response } = route
  const schema = {
    ...(body ? { body } : {}),
    ...(query ? { querystring: query } : {}),
    ...(params ? { params } : {}),
    response: { ...response, '4xx': ProblemSchema, '5xx': ProblemSchema },
  }
  return {
    method: method as R['method'],
    url: path as R['path'],
    config: { access, ...(method === 'HEAD' ? { swagger: { exposeHeadRoute: true } } : {}) },
    schema: schema as unknown as SchemaOf<R>,
  }
}
