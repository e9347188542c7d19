import type { FastifyInstance } from 'fastify'
import type { Dependencies } from '../../dependencies.ts'
import { foldTallies } from '../../store/desk/tally-store.ts'
import { dropUnclaimedPhotos } from '../../photos/drop-unclaimed-photos.ts'

/** Soon after a start, for servers that are started anew every night. */
const firstAfterMs = 10_000
/** A few hundred changes wait at most, even on the evening of a walk: what readers add up row by row. */
const foldEveryMs = 10_000
/** Days do not matter to the hour. */
const dropEveryMs = 6 * 60 * 60 * 1000

/** Work that no request waits for, one round after the other until the app closes. */
export function addHousekeeping(app: FastifyInstance, dependencies: Dependencies): void {
  const { store, now } = dependencies
  keepDoing(app, { what: 'tallies could not be folded', everyMs: foldEveryMs }, () =>
    foldTallies(store),
  )
  keepDoing(app, { what: 'unclaimed photos could not be dropped', everyMs: dropEveryMs }, () =>
    dropUnclaimedPhotos(dependencies, now()),
  )
}

interface Chore {
  /** For the log, when a round has failed. */
  what: string
  everyMs: number
}

function keepDoing(
  app: FastifyInstance,
  { what, everyMs }: Chore,
  work: () => Promise<unknown>,
): void {
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  const schedule = (afterMs: number) => {
    timer = setTimeout(() => {
      // The store may be away; what waits stays, and the next round takes it.
      const failed = (error: unknown) => app.log.warn({ err: error }, what)
      round = work()
        .then(() => undefined, failed)
        .then(() => schedule(everyMs))
    }, afterMs)
    timer.unref()
  }
  app.addHook('onReady', async () => schedule(firstAfterMs))
  app.addHook('onClose', async () => {
    clearTimeout(timer)
    await round
    // The round may have set the next one while it was waited for.
    clearTimeout(timer)
  })
}
