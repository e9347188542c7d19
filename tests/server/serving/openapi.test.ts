import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { api, otherRoutes } from '../../../shared/contract/api-contract.ts'
import { mutationRegistry } from '../../../shared/sync/registry.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema: unknown }[]
  requestBody?: { content: Record<string, { schema: unknown }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>
  security?: Record<string, string[]>[]
  'x-access': string
}
interface Document {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  'x-mutations': Record<string, { required?: string[] }>
  components: { securitySchemes: Record<string, { type: string; in: string; name: string }> }
}

let store: TestDatabase
let test: TestApp
let document: Document

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store })
  const response = await test.app.inject({ method: 'GET', url: '/api/openapi.json' })
  document = response.json()
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

const contract = [...Object.values(api), ...Object.values(otherRoutes)]
const addressOf = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}')
const operationOf = ({ method, path }: (typeof contract)[number]) =>
  document.paths[addressOf(path)]?.[method.toLowerCase()]

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

/** Every object within the document. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Record<string, unknown>
  for (const inner of Object.values(value)) yield* objectsIn(inner)
}

describe('the OpenAPI document', () => {
  it('is of version 3.1 and names the sessions as cookies', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.info).toMatchObject({ title: 'Lygte', version: '0.0.0-test' })
    expect(document.components.securitySchemes).toMatchObject({
      device: { type: 'apiKey', in: 'cookie', name: 'lygte_device' },
      account: { type: 'apiKey', in: 'cookie', name: 'lygte_session' },
    })
  })

  it('holds every route of the contract and no other', () => {
    const expected = contract.map(({ method, path }) => `${method} ${addressOf(path)}`)
    const found = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    expect(found.toSorted()).toEqual(expected.toSorted())
  })

  it('names for each route who may call it', () => {
    for (const route of contract) {
      const operation = operationOf(route)
      expect(operation?.['x-access']).toBe(route.access)
      const cookies = (operation?.security ?? []).flatMap((scheme) => Object.keys(scheme))
      const expected = {
        public: [],
        device: ['device'],
        account: ['account'],
        desk: ['account'],
        member: ['device', 'account'],
      }[route.access]
      expect(cookies).toEqual(expected)
    }
  })

  it('holds the arguments of every mutation by its full name', () => {
    expect(Object.keys(document['x-mutations'])).toEqual([...mutationRegistry.keys()])
    const create = document['x-mutations']['observation.create@1']
    expect(create?.required).toEqual(['observationId', 'category', 'position'])
  })

  it('declares every parameter of every address, and each as required', () => {
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      expect(declared.map(({ name }) => name).toSorted()).toEqual(inPath.toSorted())
      expect(declared.every(({ required }) => required === true)).toBe(true)
    }
  })

  it('describes bodies, answers and problems of every JSON route', () => {
    for (const route of Object.values(api)) {
      const operation = operationOf(route)
      expect(operation?.requestBody !== undefined).toBe('body' in route)
      expect(Object.keys(operation?.responses ?? {})).toEqual(
        expect.arrayContaining([...Object.keys(route.response), '4XX', '5XX']),
      )
      for (const response of Object.values(operation?.responses ?? {})) {
        expect(typeof response.description).toBe('string')
      }
    }
  })

  it('uses only what JSON Schema 2020-12 knows, without open references', () => {
    for (const object of objectsIn([document.paths, document['x-mutations']])) {
      // A tuple's items are `prefixItems` there; a list under `items` is of older drafts.
      expect(Array.isArray(object['items'])).toBe(false)
      expect(object).not.toHaveProperty('nullable')
      const { $ref: reference } = object
      if (typeof reference !== 'string') continue
      const parts = reference.replace('#/', '').split('/')
      const found = parts.reduce<unknown>(
        (inner, part) => (inner as Record<string, unknown> | undefined)?.[part],
        document,
      )
      expect(found).toBeDefined()
    }
  })
})
