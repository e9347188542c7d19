/**
 * Calls `stop` once, on the first of: SIGINT, SIGTERM, SIGHUP, or the end of run.mjs, even when that was killed. Later signals are
 * ignored, because Ctrl-C reaches a process both from the terminal and from its parent.
 */
export function onShutdownSignal(stop: () => void): void {
  let isStopping = false
  const stopOnce = () => {
    if (isStopping) return
    isStopping = true
    stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopOnce)
  process.on('disconnect', stopOnce)
}
