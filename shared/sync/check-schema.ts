/** The keywords of JSON Schema that the contract of mutations uses. */
export interface PlainSchema {
  type?: string
  const?: unknown
  anyOf?: readonly PlainSchema[]
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: PlainSchema
  maxItems?: number
  properties?: Readonly<Record<string, PlainSchema>>
  required?: readonly string[]
  /** Only `false` is used: every object of the contract is closed. */
  additionalProperties?: boolean
}

export type Path = readonly (string | number)[]

/**
 * Returns the path of the first part of `value` that does not fit, or undefined when all of it does. The server compiles the same
 * schemas with a validator that is too large for a phone; a test holds the two against each other.
 */
export function findMisfit(schema: PlainSchema, value: unknown, path: Path = []): Path | undefined {
  if (schema.const !== undefined) return value === schema.const ? undefined : path
  if (schema.anyOf) {
    return schema.anyOf.some((choice) => !findMisfit(choice, value)) ? undefined : path
  }
  if (schema.type === 'object') return misfitInObject(schema, value, path)
  if (schema.type === 'array') return misfitInArray(schema, value, path)
  return fits(schema, value) ? undefined : path
}

function fits(schema: PlainSchema, value: unknown): boolean {
  switch (schema.type) {
    case 'null':
      return value === null
    case 'boolean':
      return typeof value === 'boolean'
    case 'string':
      return typeof value === 'string' && fitsText(schema, value)
    case 'number':
      return Number.isFinite(value) && isInRange(schema, value as number)
    case 'integer':
      return Number.isInteger(value) && isInRange(schema, value as number)
    default:
      return true
  }
}

const isInRange = ({ minimum = -Infinity, maximum = Infinity }: PlainSchema, value: number) =>
  value >= minimum && value <= maximum

function fitsText({ pattern, minLength = 0, maxLength = Infinity }: PlainSchema, value: string) {
  // JSON Schema counts code points. A text has at most as many of them as it has code units.
  const length = value.length <= maxLength && minLength <= 1 ? value.length : [...value].length
  if (length < minLength || length > maxLength) return false
  return pattern === undefined || new RegExp(pattern, 'u').test(value)
}

function misfitInArray(
  { items = {}, maxItems = Infinity }: PlainSchema,
  value: unknown,
  path: Path,
): Path | undefined {
  if (!Array.isArray(value) || value.length > maxItems) return path
  for (const [index, item] of value.entries()) {
    const misfit = findMisfit(items, item, [...path, index])
    if (misfit) return misfit
  }
  return undefined
}

function misfitInObject(schema: PlainSchema, value: unknown, path: Path): Path | undefined {
  const { properties = {}, required = [], additionalProperties = true } = schema
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return path
  const given = value as Record<string, unknown>
  for (const [key, inner] of Object.entries(properties)) {
    const isGiven = Object.hasOwn(given, key)
    if (!isGiven && !required.includes(key)) continue
    const misfit = isGiven ? findMisfit(inner, given[key], [...path, key]) : [...path, key]
    if (misfit) return misfit
  }
  const extra = Object.keys(given).find((key) => !Object.hasOwn(properties, key))
  return extra === undefined || additionalProperties ? undefined : [...path, extra]
}
