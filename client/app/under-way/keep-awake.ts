/** As much of a browser's wake lock and page as is needed here. */
export interface AwakeParts {
  /** Absent in browsers without it: the screen then goes off as ever. */
  wakeLock: { request(type: 'screen'): Promise<{ release(): Promise<void> }> } | undefined
  page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
}

/**
 * Keeps the screen on while it is wanted and the page is seen. A phone in a pocket lets go of it, and asks again when the page comes
 * back. A phone may say no, as with a nearly empty battery: then the screen goes off, and nobody is bothered.
 */
export function keepAwake({ wakeLock, page }: AwakeParts) {
  let isWanted = false
  let held: Promise<{ release(): Promise<void> } | undefined> | undefined

  function follow(): void {
    const isDue = isWanted && page.visibilityState === 'visible'
    if (isDue && !held) held = wakeLock?.request('screen').catch(() => undefined)
    else if (!isDue) letGo()
  }

  function letGo(): void {
    void held?.then((lock) => lock?.release()).catch(() => undefined)
    held = undefined
  }

  page.addEventListener('visibilitychange', follow)
  return {
    want(isOn: boolean): void {
      isWanted = isOn
      follow()
    },
    stop(): void {
      page.removeEventListener('visibilitychange', follow)
      letGo()
    },
  }
}
