import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'

/** What outlives a crash of the page: databases, localStorage and cookies. */
export class PhoneDisk {
  readonly indexedDB = new IDBFactory()
  readonly #marker = new Map<string, string>()
  readonly cookies = new Map<string, string>()

  get marker(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
    return {
      getItem: (key) => this.#marker.get(key) ?? null,
      setItem: (key, value) => void this.#marker.set(key, value),
      removeItem: (key) => void this.#marker.delete(key),
    }
  }
}

export class PageDiedError extends Error {
  override readonly name = 'PageDiedError'
}

/** When the page dies: before or after the n-th commit from now (1 is the next). */
export interface CrashPlan {
  commit: number
  when: 'before' | 'after'
}

/**
 * One life of a page over a disk. Its databases can be made to die around a commit; a dead page writes and receives nothing any
 * more, and what it had not committed is gone.
 */
export class PageLife {
  readonly indexedDB: IDBFactory
  readonly #open = new Set<IDBDatabase>()
  readonly #running = new Set<IDBTransaction>()
  readonly #died: Promise<never>
  #die: (error: PageDiedError) => void = () => undefined
  #plan: CrashPlan | undefined
  isDead = false
  /** `open` hangs, as Safari's first one sometimes does. */
  opensNothing = false
  /** Every write fails because there is no room. */
  isFull = false
  /** Called before each write; returns whether it fails because there is no room. */
  isFullFor: (stores: string[]) => boolean = () => this.isFull
  /** Called for each write that begins. */
  onWrite: (stores: string[]) => void = () => undefined
  /** Write transactions completed in this life. */
  commits = 0

  constructor(disk: PhoneDisk) {
    this.#died = new Promise((_resolve, reject) => {
      this.#die = reject
    })
    this.#died.catch(() => undefined)
    this.indexedDB = this.#watched(disk.indexedDB)
  }

  get databases(): IDBDatabase[] {
    return [...this.#open]
  }

  crashAt(plan: CrashPlan): void {
    this.#plan = { ...plan }
  }

  /** Prevents a planned death of this life. */
  spare(): void {
    this.#plan = undefined
  }

  /** Rejects with `PageDiedError` when the page dies first. */
  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isDead) return this.#died
    return Promise.race([work(), this.#died])
  }

  kill(): void {
    if (this.isDead) return
    this.isDead = true
    for (const transaction of this.#running) abort(transaction)
    for (const database of this.#open) database.close()
    this.#die(new PageDiedError('the page died'))
  }

  #watched(factory: IDBFactory): IDBFactory {
    const open = (name: string, version?: number) => {
      if (this.isDead) throw new PageDiedError('a dead page opens nothing')
      // An event target that never receives success.
      if (this.opensNothing) return new EventTarget() as IDBOpenDBRequest
      const request = factory.open(name, version)
      // Before the app's own listener, so that no transaction escapes.
      request.addEventListener('success', () => this.#watch(request.result))
      return request
    }
    return new Proxy(factory, {
      get: (target, key) => {
        if (key === 'open') return open
        const value: unknown = Reflect.get(target, key)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
  }

  #watch(database: IDBDatabase): void {
    this.#open.add(database)
    const begin = database.transaction.bind(database)
    database.transaction = (stores, mode, options) => {
      if (this.isDead) throw new PageDiedError('a dead page reads and writes nothing')
      const transaction = begin(stores, mode, options)
      if (mode === 'readwrite') this.#follow(transaction)
      if (mode === 'readwrite') this.#weigh(transaction, [stores].flat().map(String))
      return transaction
    }
  }

  #weigh(transaction: IDBTransaction, stores: string[]): void {
    if (this.isFullFor(stores)) refuseForQuota(transaction)
    else this.onWrite(stores)
  }

  #follow(transaction: IDBTransaction): void {
    this.#running.add(transaction)
    const isLast = this.#plan !== undefined && (this.#plan.commit -= 1) === 0
    if (isLast && this.#plan?.when === 'before') {
      queueMicrotask(() => this.kill())
    }
    const diesAfter = isLast && this.#plan?.when === 'after'
    transaction.addEventListener('complete', () => {
      this.#running.delete(transaction)
      this.commits += 1
      if (diesAfter) this.kill()
    })
    transaction.addEventListener('abort', () => this.#running.delete(transaction))
  }
}

/** As browsers do it: the transaction fails at its end, whatever its requests have said. */
function refuseForQuota(transaction: IDBTransaction): void {
  const quota = new DOMException('full', 'QuotaExceededError')
  Object.defineProperty(transaction, 'error', { get: () => quota, set: () => undefined })
  setImmediate(() => abort(transaction))
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // It has finished already.
  }
}
