import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DatabaseAddress } from '../../../server/store/database/database.ts'
import { endWithUs } from '../server/end-with-us.ts'

type StoreEvent =
  | { event: 'ready'; pid: number; connection: DatabaseAddress; notes: string[] }
  | { event: 'failed'; name: string; message: string }
  | { event: 'lost'; name: string; message: string }
  | { event: 'down' }
  | { event: 'up'; pid: number }

export interface StoreProcess {
  child: ChildProcess
  /** The next event the process tells; fails when it ends without one. */
  next(): Promise<StoreEvent>
  /** The next event, which must be this one. */
  expect<E extends StoreEvent['event']>(event: E): Promise<Extract<StoreEvent, { event: E }>>
  /** Sends a signal to the server process and waits until it has ended. */
  end(signal: NodeJS.Signals): Promise<void>
}

/** Starts store-process.ts on a data folder. */
export function spawnStore(dataDir: string, systemFolder?: string): StoreProcess {
  const script = join(import.meta.dirname, 'store-process.ts')
  const args = [script, dataDir, ...(systemFolder ? [systemFolder] : [])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  endWithUs(child)
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<StoreEvent> => {
    const line = await lines.next()
    if (line.done) throw new Error('The store process ended without a word')
    return JSON.parse(line.value) as StoreEvent
  }
  const expectEvent: StoreProcess['expect'] = async (event) => {
    const found = await next()
    if (found.event !== event) throw new Error(`${event} expected, got ${JSON.stringify(found)}`)
    return found as Extract<StoreEvent, { event: typeof event }>
  }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return { child, next, expect: expectEvent, end }
}
