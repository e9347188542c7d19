/** Returns a function that runs each work after all earlier ones have ended, whether they failed or not. */
export function createTurns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => T | Promise<T>): Promise<T> => {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }
}
