import { pageAt } from '../../shared/text/page-address.ts'

/** Addresses that the worker never handles; below `/vandringer/` are the public pages of walks. */
const passedPaths = [/^\/api(\/|$)/, /^\/tiles(\/|$)/, /^\/status\//, /^\/vandringer\/./]

/**
 * What the network alone answers, as a browser can be told before it starts the worker: a part of what `isPassed` returns true for.
 * Patterns as in `URLPattern`.
 */
export const networkOnly = ['/api/*', '/tiles/*', '/status/*'] as const

/**
 * Returns true for requests that only the network may answer: anything but GET, parts of files (a whole file is no valid answer to
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
 * Returns true for addresses that the walk app's page answers offline: its own paths, also damaged ones, but no files. A missing
 * file must stay missing, or a page would be run as a script.
 */
export const isAppAddress = (pathname: string): boolean => pageAt(pathname) === 'walk'
