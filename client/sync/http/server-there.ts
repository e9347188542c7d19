/** Milliseconds until no answer counts as no network. */
const longestWaitMs = 5_000

/** Asks the server itself: the worker answers no HEAD request. */
export const isServerThere = (): Promise<boolean> =>
  fetch('/', {
    method: 'HEAD',
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(longestWaitMs),
  }).then(
    ({ ok }) => ok,
    () => false,
  )
