import { createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute, setCatchHandler } from 'workbox-routing'
import { isAppAddress } from './passed-requests.ts'
import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/** Page of the walk app; every address of its router is this file. */
const shell = '/index.html'

/** The walk app's files from the precache; its page for its addresses; and always an answer, never a rejected promise. */
export function serveShell(): void {
  precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false })
  const page = createHandlerBoundToURL(shell)
  registerRoute(
    new NavigationRoute((options) =>
      isAppAddress(new URL(options.request.url).pathname) ? page(options) : fetch(options.request),
    ),
  )
  setCatchHandler(async () => Response.error())
}
