import type { FastifyInstance } from 'fastify'
import type { WalkPhone } from '../../../shared/contract/api-contract.ts'
import type { TestPerson } from '../fixtures/people.ts'

/** The phones that a person is shown; `query` is the end of the address, with its question mark. */
export async function listPhones(
  app: FastifyInstance,
  { cookie }: TestPerson,
  query = '',
): Promise<WalkPhone[]> {
  const url = `/api/phones${query}`
  const response = await app.inject({ method: 'GET', url, headers: { cookie } })
  if (response.statusCode !== 200) throw new Error(`phones: ${String(response.statusCode)}`)
  return response.json<{ phones: WalkPhone[] }>().phones
}
