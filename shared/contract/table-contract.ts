import Type, { type Static } from 'typebox'
import { tableEntryNames } from '../my-table/table-entries.ts'
import { oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { closed, nullable } from './contract-parts.ts'

const TableSchema = Type.Object(
  {
    /** The lines of the reader's table (table-entries.ts), in their order. */
    lines: Type.Array(
      Type.Object(
        {
          name: oneOf(tableEntryNames),
          total: Type.Integer({ minimum: 0 }),
          /** There are more than were counted, so that the total is a least one. */
          isMore: Type.Boolean(),
        },
        closed,
      ),
    ),
    /** The reader's finding whose deadline comes next; null without any. */
    next: nullable(
      Type.Object(
        {
          id: UuidSchema,
          category: Type.String(),
          number: nullable(Type.Integer()),
          dueOn: Type.String({
            description: 'a day in the zone of the municipality, `2026-11-12`',
          }),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type MyTable = Static<typeof TableSchema>

/** The first screen of the desk. */
export const tableContract = {
  readTable: {
    method: 'GET',
    path: '/api/desk/table',
    access: 'desk',
    response: { 200: TableSchema },
  },
} as const
