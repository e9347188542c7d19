/**
 * Ends a process as a power cut would. Refuses the numbers that mean more than one process: 0 is everybody in our own group,
 * and it is what an unfinished pid file reads as.
 */
export function hardKill(pid: number | undefined): void {
  if (pid === undefined || !Number.isInteger(pid) || pid <= 1) {
    throw new Error(`Not the number of one process: ${String(pid)}`)
  }
  process.kill(pid, 'SIGKILL')
}
