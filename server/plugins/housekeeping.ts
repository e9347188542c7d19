import type { FastifyInstance } from 'fastify'
import type { Dependencies } from '../dependencies.ts'
import { foldTallies } from '../store/tally-store.ts'

/** A few hundred changes wait at most, even on the evening of a walk: what readers add up row by row. */
const foldEveryMs = 10_000

/** Work that no request waits for, one round after the other until the app closes. */
export function addHousekeeping(app: FastifyInstance, { store }: Dependencies): void {
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  const schedule = () => {
    timer = setTimeout(() => {
      round = foldTallies(store).then(schedule, (error: unknown) => {
        // The store may be away; what waits stays, and the next round takes it.
        app.log.warn({ err: error }, 'tallies could not be folded')
        schedule()
      })
    }, foldEveryMs)
    timer.unref()
  }
  app.addHook('onReady', async () => schedule())
  app.addHook('onClose', async () => {
    clearTimeout(timer)
    await round
    // The round may have set the next one while it was waited for.
    clearTimeout(timer)
  })
}
