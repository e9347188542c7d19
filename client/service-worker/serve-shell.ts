import { createHandlerBoundToURL, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute, setCatchHandler } from 'workbox-routing'
import { isAppAddress } from './passed-requests.ts'
import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/** Written in by the build: the walk app's files and nothing else. */
const files = self.__WB_MANIFEST

/** Page of the walk app; every address of its router is this file. */
const shell = '/index.html'

/** The walk app's files from the precache; its page for its addresses; and always an answer, never a rejected promise. */
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

/** How many of the app's files are not in the cache now; 0 means that it starts without a network. */
export async function countMissingFiles(): Promise<number> {
  const urls = files.map((file) => (typeof file === 'string' ? file : file.url))
  const found = await Promise.all(urls.map((url) => matchPrecache(`/${url}`)))
  return found.filter((response) => response === undefined).length
}
