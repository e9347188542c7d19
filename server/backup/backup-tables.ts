import type { ClientBase } from 'pg'

/** A table with the columns that are data: those the database works out itself are left to it. */
export interface BackupTable {
  name: string
  columns: string[]
}

export interface SequencePoint {
  name: string
  /** Decimal string. */
  lastValue: string
  isCalled: boolean
}

/** The only one that is not copied: it says what the program has done to this very database. */
const historyTable = 'schema_migrations'

/** Every table of the product, each after those it refers to, so that rows can be put back in this order. */
export async function readTables(client: ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable & { refersTo: string[] }>(`
    select relname as name,
      array(select attname::text from pg_attribute
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
        order by attnum) as columns,
      array(select distinct other.relname::text from pg_constraint
        join pg_class as other on other.oid = confrelid
        where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid) as "refersTo"
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '${historyTable}'
    order by relname`)
  const ordered: BackupTable[] = []
  const isPlaced = (name: string) => ordered.some((table) => table.name === name)
  while (ordered.length < rows.length) {
    const next = rows.find((row) => !isPlaced(row.name) && row.refersTo.every(isPlaced))
    if (!next) throw new Error('tables refer to each other in a circle')
    ordered.push({ name: next.name, columns: next.columns })
  }
  return ordered
}

export async function readSequences(client: ClientBase): Promise<SequencePoint[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname`,
  )
  const points: SequencePoint[] = []
  for (const { name } of rows) {
    const point = await client.query<Omit<SequencePoint, 'name'>>(
      `select last_value::text as "lastValue", is_called as "isCalled" from ${quoted(name)}`,
    )
    points.push({ name, ...(point.rows[0] ?? { lastValue: '1', isCalled: false }) })
  }
  return points
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const columnsOf = ({ columns }: BackupTable): string => columns.map(quoted).join(', ')
