/**
 * Calls back once, on the first of: SIGINT, SIGTERM, SIGHUP, or the end of run.mjs, however hard it was killed. Everything
 * that comes after it is taken for the same wish, because Ctrl-C reaches a process both from the terminal and from its
 * parent.
 */
export function onStopWish(stop: () => void): void {
  let isWished = false
  const wish = () => {
    if (isWished) return
    isWished = true
    stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, wish)
  process.on('disconnect', wish)
}
