import fc from 'fast-check'
import type { Access } from '../../../shared/contract/api-contract.ts'
import { nastyText, nastyValue, spoil } from './nasty-values.ts'
import { fitting, type JsonSchema, type KnownValues } from './schema-arbitrary.ts'

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: JsonSchema
}
interface DocumentedOperation {
  parameters?: Parameter[]
  /** Who may call: see shared/contract/api-contract.ts. */
  'x-access': Access
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
}
/** The parts of `/api/openapi.json` that say what may be sent. */
export interface ApiDocument {
  paths: Record<string, Record<string, DocumentedOperation>>
  'x-mutations': Record<string, JsonSchema>
}

export interface Operation extends DocumentedOperation {
  /** As in `PATCH /api/photos/{id}`. */
  name: string
  method: string
  path: string
}

export const operationsOf = ({ paths }: ApiDocument): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([key, operation]) => {
      const method = key.toUpperCase()
      return { ...operation, method, path, name: `${method} ${path}` }
    }),
  )

export interface FuzzRequest {
  method: string
  url: string
  headers: Record<string, string>
  payload?: string | Buffer
}

/** Requests of an operation: half of them as the document asks, half with one thing wrong. */
export function requestsOf(operation: Operation, known: KnownValues): fc.Arbitrary<FuzzRequest> {
  const part = (place: Parameter['in']) => partOf(operation, place, known)
  return fc
    .tuple(part('path'), part('query'), part('header'), bodyOf(operation, known))
    .map(([path, query, headers, body]) => ({
      method: operation.method,
      url: addressOf(operation.path, path, query),
      headers: { ...headersOf(headers), ...body.headers },
      ...(body.payload === undefined ? {} : { payload: body.payload }),
    }))
}

type Values = Record<string, unknown>

function partOf(
  { parameters = [] }: Operation,
  place: Parameter['in'],
  known: KnownValues,
): fc.Arbitrary<Values> {
  const here = parameters.filter((parameter) => parameter.in === place)
  const schema: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(here.map(({ name, schema: inner }) => [name, inner])),
    required: here.filter(({ required }) => required).map(({ name }) => name),
  }
  // A part of the path can be wrong, not away.
  const wrong = place === 'path' ? nastyText : fc.option(nastyText, { nil: undefined })
  return spoiled(fitting(schema, known) as fc.Arbitrary<Values>, wrong)
}

/** Three of four as they are: each request has several parts, and one wrong part hides what the others do. */
const spoiled = <T extends object>(
  right: fc.Arbitrary<T>,
  wrong: fc.Arbitrary<unknown>,
): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: right, weight: 3 },
    {
      arbitrary: fc
        .tuple(right, fc.nat(1_000), wrong)
        .map(([value, choice, bad]) => spoil(value, choice, bad) as T),
      weight: 1,
    },
  )

/** Lone surrogates have no place in an address: their bytes are sent, as a careless program would. */
export const escaped = (value: unknown) =>
  encodeURIComponent(String(value).replaceAll(/\p{Surrogate}/gu, '\u0001')).replaceAll(
    '%01',
    '%ED%A0%80',
  )

function addressOf(template: string, path: Values, query: Values): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => escaped(path[name]))
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
  return pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled
}

/** A header cannot carry what would end it. */
const headersOf = (values: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => value !== undefined && /^[\w-]+$/.test(name))
      .map(([name, value]) => [name, String(value).replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')]),
  )

interface Body {
  headers: Record<string, string>
  payload?: string | Buffer
}

function bodyOf(operation: Operation, known: KnownValues): fc.Arbitrary<Body> {
  const [schema] = Object.values(operation.requestBody?.content ?? {})
  if (schema) return jsonBody(spoiled(fitting(schema.schema, known) as fc.Arbitrary<object>, bad))
  if (operation.method === 'PATCH') return bytesBody
  // Nobody asked for a body here.
  return fc.oneof(
    { arbitrary: fc.constant<Body>({ headers: {} }), weight: 3 },
    { arbitrary: jsonBody(fc.object()), weight: 1 },
  )
}

const bad = fc.option(nastyValue, { nil: undefined })
const jsonType = 'application/json'
const otherTypes = ['text/plain', 'application/xml', 'multipart/form-data', '', 'a/b; charset=\xff']

const jsonBody = (value: fc.Arbitrary<object>): fc.Arbitrary<Body> =>
  fc.oneof(
    {
      arbitrary: value.map((body) => ({
        headers: { 'content-type': jsonType },
        payload: JSON.stringify(body),
      })),
      weight: 8,
    },
    {
      // Another type, or text that is no JSON any more.
      arbitrary: fc
        .tuple(value, fc.constantFrom(jsonType, ...otherTypes), fc.nat(20))
        .map(([body, type, cut]) => ({
          headers: { 'content-type': type },
          payload: JSON.stringify(body).slice(0, -cut || undefined),
        })),
      weight: 1,
    },
    {
      arbitrary: fc
        .constantFrom('null', '[]', '""', '{"__proto__":{"a":1}}', '', '\ufeff{}')
        .map((payload) => ({ headers: { 'content-type': jsonType }, payload })),
      weight: 1,
    },
  )

const bytesBody: fc.Arbitrary<Body> = fc
  .tuple(fc.uint8Array({ maxLength: 64 }), fc.constantFrom('', ...otherTypes))
  .map(([bytes, type]) => ({
    headers: { 'content-type': type === '' ? 'application/offset+octet-stream' : type },
    payload: Buffer.from(bytes),
  }))
