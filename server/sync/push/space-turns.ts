import type { Uuid } from '../../../shared/identifiers.ts'

interface Waiting {
  spaceId: Uuid
  run: () => Promise<void>
}

export type TakeTurn = <T>(spaceId: Uuid, work: () => Promise<T>) => Promise<T>

/**
 * Runs the work of one space one after the other, and that of at most `maxConcurrent` spaces at the same time. Work of one space would
 * wait for its lock anyway, but while holding a database connection that other spaces and readers need.
 */
export function spaceTurns(maxConcurrent: number): TakeTurn {
  const running = new Set<Uuid>()
  const waiting: Waiting[] = []

  function start(): void {
    const next = waiting.findIndex(({ spaceId }) => !running.has(spaceId))
    if (next === -1 || running.size >= maxConcurrent) return
    const [{ spaceId, run }] = waiting.splice(next, 1) as [Waiting]
    running.add(spaceId)
    void run().then(() => {
      running.delete(spaceId)
      start()
    })
    start()
  }

  return (spaceId, work) =>
    new Promise((resolve, reject) => {
      waiting.push({ spaceId, run: () => work().then(resolve, reject) })
      start()
    })
}
