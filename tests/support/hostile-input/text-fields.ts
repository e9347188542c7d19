import fc from 'fast-check'
import type { Operation } from './fuzz-requests.ts'
import type { JsonSchema, KnownValues } from './schema-arbitrary.ts'

/** Where a text may stand: names of fields, and `0` in a list. */
export type FieldPath = readonly string[]

/** One value that fits, with every optional field in it: known ones where there are, the plainest otherwise. */
export function exampleOf(schema: JsonSchema, known: KnownValues, name = ''): unknown {
  const right = Object.hasOwn(known, name) ? known[name] : undefined
  if (right) return fc.sample(right, { numRuns: 1, seed: 1 })[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf?.[0]) return exampleOf(schema.anyOf[0], known, name)
  switch (schema.type) {
    case 'string':
      return schema.pattern === undefined
        ? 'x'.repeat(Math.max(1, schema.minLength ?? 0))
        : fc.sample(fc.stringMatching(new RegExp(schema.pattern)), { numRuns: 1, seed: 1 })[0]
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, inner]) => [
          key,
          exampleOf(inner, known, key),
        ]),
      )
    case 'array':
      return schema.items ? [exampleOf(schema.items, known, name)] : []
    case 'integer':
    case 'number':
      return schema.minimum ?? 0
    default:
      return null
  }
}

/** Every free text in a schema: strings that no pattern and no list of values binds. */
export function textFieldsOf(schema: JsonSchema): FieldPath[] {
  if (schema.anyOf) return schema.anyOf.flatMap(textFieldsOf)
  const isText = schema.type === 'string' && !schema.pattern && !schema.enum && !schema.const
  if (isText) return [[]]
  const inner = Object.entries(schema.properties ?? {}).concat(
    schema.items ? [['0', schema.items]] : [],
  )
  return inner.flatMap(([key, part]) => textFieldsOf(part).map((path) => [key, ...path]))
}

export function withTextAt(value: unknown, [key, ...rest]: FieldPath, text: string): unknown {
  if (key === undefined) return text
  if (Array.isArray(value)) return [withTextAt(value[0], rest, text)]
  const fields = (value ?? {}) as Record<string, unknown>
  return { ...fields, [key]: withTextAt(fields[key], rest, text) }
}

/** Names of the parameters in the address that are free texts. */
export const textParametersOf = ({ parameters = [] }: Operation): string[] =>
  parameters.filter(({ schema }) => textFieldsOf(schema).length > 0).map(({ name }) => name)
