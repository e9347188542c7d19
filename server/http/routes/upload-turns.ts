/** The part of a request that a turn needs. */
interface Connection {
  readonly destroyed: boolean
  destroy(): unknown
}

/** Runs one upload of a photo at a time in this process. The newest wins, because an older one is a dead connection. */
export class UploadTurns {
  readonly #running = new Map<string, { connection: Connection; ended: Promise<unknown> }>()

  /** Cuts the running upload of the same key, waits for its end, and runs this one. */
  async run<T>(key: string, connection: Connection, work: () => Promise<T>): Promise<T> {
    const before = this.#running.get(key)
    // An upload whose connection died before its turn must not end a living one.
    if (!connection.destroyed) before?.connection.destroy()
    const ended = (before?.ended ?? Promise.resolve()).then(work)
    const turn = { connection, ended: ended.catch(() => undefined) }
    this.#running.set(key, turn)
    try {
      return await ended
    } finally {
      if (this.#running.get(key) === turn) this.#running.delete(key)
    }
  }
}
