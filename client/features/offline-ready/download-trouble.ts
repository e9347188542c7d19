/** Why the download of the map failed; names the words `offlineReady.trouble.<code>`. */
export type DownloadTrouble = 'offline' | 'captive-portal' | 'server-away' | 'full' | 'failed'

const byName: Record<string, DownloadTrouble> = {
  NetworkError: 'offline',
  TimeoutError: 'offline',
  CaptivePortalError: 'captive-portal',
  ServerAwayError: 'server-away',
  MapChangedError: 'server-away',
  PhoneFullError: 'full',
  QuotaExceededError: 'full',
}

/** `undefined` when the person cancelled, which is no failure. */
export function troubleOf(error: unknown): DownloadTrouble | undefined {
  const name = error instanceof Error ? error.name : ''
  return name === 'AbortError' ? undefined : (byName[name] ?? 'failed')
}
