import type { Uuid } from '../../../shared/identifiers.ts'
import { isTransient } from '../../store/database/database.ts'

interface Waiting {
  spaceId: Uuid
  run: () => Promise<void>
  reject: (reason: unknown) => void
}

export type TakeTurn = <T>(spaceId: Uuid, work: () => Promise<T>) => Promise<T>

/**
 * Runs the work of one space one after the other, and that of at most `maxConcurrent` spaces at the same time. Work of one space would
 * wait for its lock anyway, but while holding a database connection that other spaces and readers need. When the store is away, what waits
 * for the same space is rejected with it: one by one, each would wait for the same lock until its timeout. Any other error is its own.
 */
export function spaceTurns(maxConcurrent: number): TakeTurn {
  const running = new Set<Uuid>()
  let waiting: Waiting[] = []

  function takeWaiting(spaceId: Uuid): Waiting[] {
    const taken = waiting.filter((one) => one.spaceId === spaceId)
    waiting = waiting.filter((one) => one.spaceId !== spaceId)
    return taken
  }

  function start(): void {
    const next = waiting.findIndex(({ spaceId }) => !running.has(spaceId))
    if (next === -1 || running.size >= maxConcurrent) return
    const [{ spaceId, run, reject }] = waiting.splice(next, 1) as [Waiting]
    running.add(spaceId)
    const failed = (reason: unknown) => {
      reject(reason)
      if (isTransient(reason)) for (const one of takeWaiting(spaceId)) one.reject(reason)
    }
    void run()
      .catch(failed)
      .then(() => {
        running.delete(spaceId)
        start()
      })
    start()
  }

  return (spaceId, work) =>
    new Promise((resolve, reject) => {
      waiting.push({ spaceId, run: () => work().then(resolve), reject })
      start()
    })
}
