import { pageAt } from '../../shared/text/page-address.ts'

/** Addresses that are never the worker's business, whatever is asked of them. */
const passedPaths = [/^\/api(\/|$)/, /^\/tiles(\/|$)/]

/**
 * True for requests the network must answer alone: anything but GET, parts of files (a kept whole is no valid answer to
 * a `Range`, and a 206 cannot be stored), other origins, and the addresses above.
 */
export function isPassed(
  request: Pick<Request, 'method' | 'url'> & { headers: Pick<Headers, 'has'> },
  origin: string,
): boolean {
  const url = new URL(request.url)
  return (
    request.method !== 'GET' ||
    request.headers.has('range') ||
    url.origin !== origin ||
    passedPaths.some((path) => path.test(url.pathname)) ||
    pageAt(url.pathname) === 'desk'
  )
}

/**
 * True for addresses that the walk app's page answers offline: its own paths, also damaged ones, but not files. A missing file must
 * be a missing file, or a page would be run as a script.
 */
export const isAppAddress = (pathname: string): boolean => pageAt(pathname) === 'walk'
