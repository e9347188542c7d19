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

/**
 * Tables with rows of the product: all of the schema `public`, but for the one that says what the program has done to this very database,
 * and for unlogged ones, which hold nothing that has to outlive a crash;
 * of the queue (0020-job-queue.sql) the jobs and what they refer to, the rest being its own upkeep. Those outside `public` are named with
 * their schema.
 */
const ours = `
  select pg_class.oid, case when nspname = 'public' then relname else nspname || '.' || relname end as name
  from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  where relkind = 'r' and relpersistence = 'p' and (nspname = 'public' and relname <> 'schema_migrations'
    or nspname = 'jobs' and relname in ('queue', 'job_common'))`

/** Whether a table holds the queue's rows rather than the product's. */
export const isOfQueue = ({ name }: Pick<BackupTable, 'name'>): boolean => name.startsWith('jobs.')

/** Each after those it refers to, so that rows can be put back in this order. */
export async function readTables(client: ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable & { refersTo: string[] }>(`
    with ours as (${ours})
    select name,
      array(select attname::text from pg_attribute
        where attrelid = ours.oid and attnum > 0 and not attisdropped and attgenerated = ''
        order by attnum) as columns,
      array(select distinct other.name::text from pg_constraint
        join ours as other on other.oid = confrelid
        where conrelid = ours.oid and contype = 'f' and confrelid <> conrelid) as "refersTo"
    from ours order by name`)
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

/** A name, or a schema and a name with a dot between. */
export const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')

export const columnsOf = ({ columns }: BackupTable): string => columns.map(quoted).join(', ')
