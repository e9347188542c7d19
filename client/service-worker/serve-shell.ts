import { createHandlerBoundToURL, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute, setCatchHandler } from 'workbox-routing'
import { isAppAddress } from './passed-requests.ts'
import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/** The build inserts the walk app's files here, and nothing else. */
const files = self.__WB_MANIFEST

/** Page of the walk app; every address of its router is this file. */
const shell = '/index.html'

/**
 * Responds with the walk app's files from the precache, and with its page for its addresses; always with a response, never with a
 * rejected promise.
 */
export function serveShell(): void {
  precacheAndRoute(files, { cleanURLs: false })
  const page = createHandlerBoundToURL(shell)
  registerRoute(
    new NavigationRoute((options) =>
      isAppAddress(new URL(options.request.url).pathname) ? page(options) : fetch(options.request),
    ),
  )
  setCatchHandler(async () => Response.error())
}

/** Returns how many of the app's files are missing from the cache; 0 means that the app starts without a network. */
export async function countMissingFiles(): Promise<number> {
  const urls = files.map((file) => (typeof file === 'string' ? file : file.url))
  const found = await Promise.all(urls.map((url) => matchPrecache(`/${url}`)))
  return found.filter((response) => response === undefined).length
}
