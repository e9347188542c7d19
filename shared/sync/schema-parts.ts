import Type, { type TSchema } from 'typebox'

/** What the schemas of mutations and of the contract are made of. NOTE: phones import types of it only. */
export const closed = { additionalProperties: false } as const

export const oneOf = <const T extends readonly (string | number)[]>(values: T) =>
  Type.Union(values.map((value) => Type.Literal(value))) as unknown as ReturnType<
    typeof Type.Unsafe<T[number]>
  >

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const UuidSchema = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
})

/** `2026-11-12`; whether the day exists is a rule of `isCalendarDay`. */
export const DaySchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** A field of an edit: what the person saw, and what they want instead. */
export const change = <T extends TSchema>(schema: T) =>
  Type.Optional(Type.Object({ base: schema, value: schema }, closed))
