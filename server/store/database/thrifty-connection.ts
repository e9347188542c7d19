import type pg from 'pg'

/** Stands in statements that are asked all the time and whose best plan does not hang on their values. */
export const keepPlan = '/*keep plan*/'

const maximumPlans = 200
const planNames = new Map<string, string>()

/** One name for one text, in all connections of the process; undefined for texts without the mark. */
function planNameOf(text: string): string | undefined {
  const known = planNames.get(text)
  if (known || !text.includes(keepPlan) || planNames.size >= maximumPlans) return known
  const name = `plan${String(planNames.size)}`
  planNames.set(text, name)
  return name
}

/** The forms that the pool, Kysely and we ask in. */
type Ask = (first: unknown, values?: unknown, ...rest: unknown[]) => unknown

interface WithStream {
  connection: { stream: { cork(): void; uncork(): void } }
}

const begun = { command: 'BEGIN', rowCount: null, rows: [] }

/**
 * Makes a connection spend as few packets as it can: each one wakes a process on the other side, which costs more than most of our
 * statements (docs/adr/0010). `begin` waits for the first statement of its transaction and travels with it; what goes wrong with it, that
 * statement reports. Statements with `keepPlan` are parsed and planned once per connection. Needs a client with `pipeline`.
 */
export function spendFewPackets(client: pg.ClientBase): void {
  const ask = client.query.bind(client) as Ask
  const { stream } = (client as unknown as WithStream).connection
  let owesBegin = false

  const send: Ask = (first, values, ...rest) => {
    const name = typeof first === 'string' && Array.isArray(values) ? planNameOf(first) : undefined
    return name === undefined
      ? ask(first, values, ...rest)
      : ask({ name, text: first, values }, ...rest)
  }

  /** What is asked in one turn, though by several callers, is written at its end. */
  const gather = () => {
    stream.cork()
    process.nextTick(() => stream.uncork())
  }

  const begin = () => {
    owesBegin = false
    // A connection that cannot begin cannot do the next statement either, and that one has a caller who hears of it.
    void Promise.resolve(ask('begin')).catch(() => undefined)
  }

  client.query = ((...asked: Parameters<Ask>) => {
    const [first] = asked
    if (first === 'begin') {
      owesBegin = true
      return Promise.resolve(begun)
    }
    gather()
    if (owesBegin) begin()
    return send(...asked)
  }) as typeof client.query
}
