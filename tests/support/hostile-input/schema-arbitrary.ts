import fc from 'fast-check'
import { nastyText } from './nasty-values.ts'

/** What our OpenAPI document uses of JSON Schema 2020-12. */
export interface JsonSchema {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'object' | 'array'
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly JsonSchema[]
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: JsonSchema | false
  prefixItems?: readonly JsonSchema[]
  maxItems?: number
  properties?: Record<string, JsonSchema>
  required?: readonly string[]
  additionalProperties?: boolean | JsonSchema
}

/** Right values by the name of their field: without them no made-up request would come past the first look-up. */
export type KnownValues = Record<string, fc.Arbitrary<unknown>>

/** Values that fit a schema; five of six are known ones where the field has a name that is known. */
export function fitting(schema: JsonSchema, known: KnownValues, name = ''): fc.Arbitrary<unknown> {
  const made = madeFor(schema, known, name)
  const right = Object.hasOwn(known, name) ? known[name] : undefined
  return right ? fc.oneof({ arbitrary: right, weight: 5 }, { arbitrary: made, weight: 1 }) : made
}

function madeFor(schema: JsonSchema, known: KnownValues, name: string): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((choice) => fitting(choice, known, name)))
  switch (schema.type) {
    case 'string':
      return text(schema)
    case 'integer':
      return whole(schema)
    case 'number':
      return fc.double({ noNaN: true, ...bounds(schema, Number.MAX_VALUE) })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return list(schema, known, name)
    case 'object':
      return fields(schema, known)
    default:
      return fc.jsonValue({ maxDepth: 3 })
  }
}

function text({ pattern, minLength = 0, maxLength = 200 }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return matching(pattern)
  const any = fc.oneof(fc.string({ unit: 'grapheme', maxLength }), nastyText)
  return any.map((made) => made.padEnd(minLength, 'æ').slice(0, maxLength))
}

/** Reading a pattern takes milliseconds, and the document has the same few of them hundreds of times. */
const matchingByPattern = new Map<string, fc.Arbitrary<string>>()

function matching(pattern: string): fc.Arbitrary<string> {
  const known = matchingByPattern.get(pattern)
  if (known) return known
  const made = fc.stringMatching(new RegExp(pattern), { size: 'small' })
  matchingByPattern.set(pattern, made)
  return made
}

const bounds = ({ minimum, maximum }: JsonSchema, limit: number) => ({
  min: minimum ?? -limit,
  max: maximum ?? limit,
})

const whole = (schema: JsonSchema): fc.Arbitrary<number> =>
  fc.maxSafeInteger().chain((any) => {
    const { min, max } = bounds(schema, Number.MAX_SAFE_INTEGER)
    return fc.oneof(fc.constantFrom(min, max), fc.constant(Math.min(max, Math.max(min, any))))
  })

function list(schema: JsonSchema, known: KnownValues, name: string): fc.Arbitrary<unknown[]> {
  if (schema.prefixItems) {
    return fc.tuple(...schema.prefixItems.map((item) => fitting(item, known, name)))
  }
  const maxLength = Math.min(schema.maxItems ?? 4, 4)
  return fc.array(fitting(schema.items || {}, known, name), { maxLength })
}

function fields(schema: JsonSchema, known: KnownValues): fc.Arbitrary<object> {
  const { properties = {}, required = [], additionalProperties } = schema
  const own = Object.fromEntries(
    Object.entries(properties).map(([key, inner]) => [key, fitting(inner, known, key)]),
  )
  const named = fc.record(own, { requiredKeys: [...required] })
  if (typeof additionalProperties !== 'object') return named
  const keys = (known['*'] ?? fc.uuid()) as fc.Arbitrary<string>
  const more = fc.dictionary(keys, fitting(additionalProperties, known), { maxKeys: 3 })
  return fc.tuple(named, more).map(([one, other]) => ({ ...one, ...other }))
}
