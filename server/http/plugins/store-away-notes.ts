import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** Logs that the store is away, once in half a minute for all requests and jobs of the process. */
    noteStoreAway: (error: unknown, job?: string) => void
  }
}

/** How often, in milliseconds, a store that is away is logged: on one evening phones meet it hundreds of times a minute. */
const storeAwayNoteMs = 30_000

export function addStoreAwayNotes(app: FastifyInstance): void {
  let notedAt = Number.NEGATIVE_INFINITY
  let times = 0
  app.decorate('noteStoreAway', (error: unknown, job?: string) => {
    times += 1
    if (performance.now() - notedAt < storeAwayNoteMs) return
    app.log.error({ err: error, job, times }, 'store away')
    notedAt = performance.now()
    times = 0
  })
}
