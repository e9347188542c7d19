import type { FastifyInstance } from 'fastify'
import type { Dependencies } from '../../dependencies.ts'
import { openPhotoProcessing, type PhotoProcessing } from '../../photos/process-photos.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Cleans photos beside the requests. */
    photoProcessing: PhotoProcessing
  }
}

/** Starts with what a stop or crash has left undone, and lets a graceful stop finish the photo at hand. */
export function addPhotoProcessing(app: FastifyInstance, dependencies: Dependencies): void {
  const processing = openPhotoProcessing(dependencies, (error) =>
    app.log.error({ errorName: error instanceof Error ? error.name : typeof error }, 'photo waits'),
  )
  app.decorate('photoProcessing', processing)
  app.addHook('onReady', async () => processing.wake())
  app.addHook('onClose', () => processing.close())
}
