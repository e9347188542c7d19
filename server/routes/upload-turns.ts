/** One upload of a photo at a time in this process; the newest wins, since an older one is a connection that has died. */
export class UploadTurns {
  readonly #running = new Map<string, { stop: () => void; ended: Promise<unknown> }>()

  /** Ends the upload of the same key that is going on, waits for its end, and runs this one; `stop` ends this one. */
  async run<T>(key: string, stop: () => void, work: () => Promise<T>): Promise<T> {
    const before = this.#running.get(key)
    before?.stop()
    const ended = (before?.ended ?? Promise.resolve()).then(work)
    const turn = { stop, ended: ended.catch(() => undefined) }
    this.#running.set(key, turn)
    try {
      return await ended
    } finally {
      if (this.#running.get(key) === turn) this.#running.delete(key)
    }
  }
}
