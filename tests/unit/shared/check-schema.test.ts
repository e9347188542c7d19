import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { phoneSchemas } from '../../../client/local/outbox/mutation-schemas.ts'
import { findMisfit, type PlainSchema } from '../../../shared/sync/check-schema.ts'
import { limits } from '../../../shared/limits.ts'
import { captureSchemas } from '../../../shared/observation/mutation-schemas.ts'
import { ratingSchemas } from '../../../shared/rating/mutation-schemas.ts'
import { walkStepSchemas } from '../../../shared/walk/mutation-schemas.ts'
import { nastyText, nastyValue, spoil } from '../../support/hostile-input/nasty-values.ts'
import { fitting, type JsonSchema } from '../../support/hostile-input/schema-arbitrary.ts'

/** Those of the mutations that a phone makes. */
const served = {
  ...captureSchemas,
  ...ratingSchemas,
  ...walkStepSchemas,
}

const schemas = Object.entries(served).map(([name, schema]) => ({
  name,
  schema: schema as PlainSchema,
  isRight: Compile(schema),
}))
/** What the other side reads: no `undefined`, no NaN. */
const afterTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown

describe('the phone’s own check of the contract', () => {
  test.each(schemas)(
    'says of $name what the server’s validator says, for right and for spoiled arguments',
    ({ schema, isRight }) => {
      const right = fitting(schema as JsonSchema, {}).map(afterTheWire)
      const spoiled = fc
        .tuple(right, fc.nat(10_000), nastyValue)
        .map(([args, choice, bad]) => afterTheWire(spoil(args as object, choice, bad)))
      fc.assert(
        fc.property(fc.oneof(right, spoiled, nastyValue), (args) => {
          expect(findMisfit(schema, args) === undefined).toBe(isRight.Check(args))
        }),
        { numRuns: 400 },
      )
    },
  )

  test('counts the characters of a place as the server does, also emoji and half characters', () => {
    const name = 'observation.edit@1'
    const isRight = Compile(captureSchemas[name])
    const longest = limits.placeCharacters * limits.bytesPerCharacter
    const text = fc.oneof(
      nastyText,
      fc.integer({ min: longest - 2, max: longest + 2 }).map((n) => '🕯'.repeat(n)),
    )
    fc.assert(
      fc.property(text, (value) => {
        const observationId = '0199a000-0000-7000-8000-00000000a001'
        const args = { observationId, changes: { place: { base: '', value } } }
        expect(findMisfit(phoneSchemas[name], args) === undefined).toBe(isRight.Check(args))
      }),
    )
  })

  test('names the part that does not fit', () => {
    const create = phoneSchemas['observation.create@1']
    const position = { longitude: 9.9, latitude: 57, source: 'gps', accuracyMetres: 150_000 }
    const observationId = '0199a000-0000-7000-8000-00000000a001'
    const args = { observationId, category: 'andet', position }
    expect(findMisfit(create, args)).toEqual(['position', 'accuracyMetres'])
    expect(findMisfit(create, { ...args, position: { ...position, accuracyMetres: 8 } })).toBe(
      undefined,
    )
  })

  test('the schemas on the phone are those of the server, and hold no keyword that the phone would pass over', () => {
    expect(phoneSchemas).toEqual(afterTheWire(served))
    expect([...keywordsOf(phoneSchemas)].sort()).toEqual(
      [
        'additionalProperties',
        'anyOf',
        'const',
        'items',
        'maxItems',
        'maxLength',
        'maximum',
        'minLength',
        'minimum',
        'pattern',
        'properties',
        'required',
        'type',
      ].sort(),
    )
  })
})

/** Keywords of all schemas; names of fields are no keywords. */
function keywordsOf(named: Record<string, PlainSchema>): Set<string> {
  const found = new Set<string>()
  const look = (schema: PlainSchema): void => {
    for (const key of Object.keys(schema)) found.add(key)
    Object.values(schema.properties ?? {}).forEach(look)
    schema.anyOf?.forEach(look)
    if (schema.items) look(schema.items)
  }
  Object.values(named).forEach(look)
  return found
}
