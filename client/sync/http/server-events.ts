import type { Uuid } from '../../../shared/identifiers.ts'
import { responseMarker } from '../../../shared/contract/response-marker.ts'
import type { Contact } from './api-client.ts'
import { createEventParser } from './event-parser.ts'
import { NetworkError } from './network-errors.ts'
import { retryDelayMs } from './retry-delay.ts'
import type { NetworkEnvironment, PageSignal, PageSignals } from '../services/sync-environment.ts'

/** Something in `space` changed; pull again. `null` after a reconnect, when anything may have changed. */
export interface Poke {
  space: Uuid | null
}

/** Wake-ups of the server. A silent stream is given up after 45 s; becoming visible always opens a new one (J3). */
export interface EventStream {
  /** After a 401 it sends no request until it is stopped and started again. */
  start(): void
  stop(): void
  /** True while something was received within the watchdog's time. */
  isLive(): boolean
  /** Called for pokes, and with `undefined` for changes of `isLive`. */
  subscribe(listener: (poke: Poke | undefined) => void): () => void
}

interface EventStreamOptions {
  network: NetworkEnvironment
  page: PageSignals
  isDesk?: boolean
  /** A desk keeps its stream in the background, to show news in its title. */
  listensWhenHidden?: boolean
  /** Returns false when there is nothing to listen for: a phone that has joined no walk would only be rejected. */
  hasReason?: () => Promise<boolean>
  /** Receives what opening a stream showed of the network: at rest there are no other requests for minutes. */
  onContact?: (contact: Contact) => void
}

/** Retrying does not help: nobody has joined or signed in. */
class UninvitedError extends Error {
  override name = 'UninvitedError'
}

/** More than two of the server's 20-s heartbeats missed. */
const watchdogMs = 45_000

/**
 * Reads the stream with `fetch`, because `EventSource` hides the heartbeats (comments) that the watchdog needs, and the header that
 * tells our server from a login page.
 */
export function createEventStream(options: EventStreamOptions): EventStream {
  return new FetchedEventStream(options)
}

class FetchedEventStream implements EventStream {
  readonly #options: EventStreamOptions
  readonly #listeners = new Set<(poke: Poke | undefined) => void>()
  #isStarted = false
  #isLive = false
  #failures = 0
  #connection: AbortController | undefined
  #cancelTimer = () => {}
  #unsubscribe = () => {}

  constructor(options: EventStreamOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    this.#unsubscribe = this.#options.page.subscribe((signal) => this.#onPage(signal))
    if (this.#mayListen()) this.#connect()
  }

  stop(): void {
    this.#isStarted = false
    this.#unsubscribe()
    this.#disconnect()
  }

  isLive(): boolean {
    return this.#isLive
  }

  subscribe(listener: (poke: Poke | undefined) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #mayListen(): boolean {
    const { page, listensWhenHidden } = this.#options
    return this.#isStarted && (page.isVisible() || listensWhenHidden === true)
  }

  /** After a sleep a stream may look open and be dead, so it is always replaced (J3, J4). */
  #onPage(signal: PageSignal): void {
    if (signal !== 'hidden') {
      this.#failures = 0
      this.#connect()
    } else if (!this.#mayListen()) {
      this.#disconnect()
    }
  }

  #disconnect(): void {
    this.#cancelTimer()
    this.#connection?.abort()
    this.#connection = undefined
    this.#setLive(false)
  }

  #connect(): void {
    this.#disconnect()
    if (!this.#mayListen()) return
    const connection = new AbortController()
    this.#connection = connection
    this.#watch(connection)
    void this.#read(connection).then(
      () => this.#reconnectLater(connection),
      (error: unknown) => {
        if (!(error instanceof UninvitedError)) this.#reconnectLater(connection)
        else if (this.#connection === connection) this.#disconnect()
      },
    )
  }

  #reconnectLater(connection: AbortController): void {
    if (this.#connection !== connection) return
    this.#disconnect()
    this.#failures += 1
    const { clock, random } = this.#options.network
    this.#cancelTimer = clock.after(retryDelayMs(this.#failures, random), () => this.#connect())
  }

  /** Anything received, a heartbeat too, resets the watchdog. */
  #watch(connection: AbortController): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#options.network.clock.after(watchdogMs, () => {
      this.#reconnectLater(connection)
    })
  }

  async #read(connection: AbortController): Promise<void> {
    const { network, isDesk, hasReason } = this.#options
    if ((await hasReason?.()) === false) throw new UninvitedError('no walk has been joined')
    const response = await network
      .fetch('/api/events', {
        headers: { accept: 'text/event-stream', ...(isDesk ? { 'x-lygte-desk': '1' } : {}) },
        signal: connection.signal,
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'manual',
      })
      .catch((error: unknown) => {
        if (!connection.signal.aborted) this.#options.onContact?.('offline')
        throw error
      })
    const isOurs = response.headers.get(responseMarker) !== null
    if (isOurs && response.status === 401) throw new UninvitedError('nobody is signed in')
    const isStream = isOurs && response.status === 200
    if (!isStream || !response.body) throw new NetworkError(`no stream: ${response.status}`)
    this.#heard(connection)
    this.#failures = 0
    this.#options.onContact?.('online')
    this.#setLive(true)
    // Anything may have changed while there was no stream.
    this.#tell({ space: null })
    const parse = createEventParser((event) => this.#tell(pokeOf(event)))
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      this.#heard(connection)
      parse(part.value)
    }
  }

  #heard(connection: AbortController): void {
    if (this.#connection !== connection) throw new NetworkError('a newer stream took over')
    this.#watch(connection)
  }

  #setLive(isLive: boolean): void {
    if (this.#isLive === isLive) return
    this.#isLive = isLive
    this.#tell(undefined)
  }

  #tell(poke: Poke | undefined): void {
    for (const listener of [...this.#listeners]) listener(poke)
  }
}

/** Data of an event is `{"space": "<id>"}`; anything else still means "pull again". */
function pokeOf(data: string): Poke {
  try {
    const parsed = JSON.parse(data) as { space?: unknown }
    return { space: typeof parsed.space === 'string' ? parsed.space : null }
  } catch {
    return { space: null }
  }
}
