import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DataFolderInUseError } from './error.ts'
import { stopPostgres } from './leftover.ts'
import type { Place } from './place.ts'
import { bringUp, keeperOf, type Running, type Setting } from './start.ts'

/** The database process ended unexpectedly. */
export interface PostgresExit {
  /** Settles when it works again; rejects with `DataFolderInUseError` when another server has taken the folder. */
  recovered: Promise<void>
}

/** Longest pause between two attempts to restart, in milliseconds. */
const longestPauseMs = 10_000

/** Restarts the database whenever it ends, until it is stopped. */
export class Watch {
  readonly #setting: Setting
  readonly #notes: string[]
  readonly #listeners: ((exit: PostgresExit) => void)[] = []
  #running: Running
  #recovering: Promise<void> | null = null
  #stopping: Promise<void> | null = null

  constructor(setting: Setting, running: Running, notes: string[]) {
    this.#setting = setting
    this.#running = running
    this.#notes = notes
    process.on('exit', this.#lastResort)
    void this.#follow(running)
  }

  get pid(): number {
    return this.#running.process.child.pid ?? 0
  }

  onExit(listener: (exit: PostgresExit) => void): void {
    this.#listeners.push(listener)
  }

  stop(): Promise<void> {
    return (this.#stopping ??= this.#halt())
  }

  async #follow({ process, keeper }: Running): Promise<void> {
    await Promise.race([process.ended, keeper.lost])
    if (this.#stopping) return
    const recovered = this.#recover()
    this.#recovering = recovered
    for (const listener of this.#listeners) listener({ recovered })
    // Without a listener, the next query reports it.
    await recovered.catch(() => undefined)
  }

  async #recover(): Promise<void> {
    const { process } = this.#running
    // The lock's connection also breaks when one backend crashes; then the database resets itself and keeps running.
    const keeper = process.hasEnded() ? null : await keeperOf(process, this.#setting)
    if (keeper) return this.#begin({ process, keeper })
    for (let delay = 100; !this.#stopping; delay = Math.min(delay * 2, longestPauseMs)) {
      try {
        return this.#begin(await bringUp(this.#setting, this.#notes))
      } catch (error) {
        if (error instanceof DataFolderInUseError) throw error
      }
      await pause(delay)
    }
  }

  #begin(running: Running): void {
    this.#running = running
    this.#recovering = null
    void this.#follow(running)
  }

  async #halt(): Promise<void> {
    await this.#recovering?.catch(() => undefined)
    process.removeListener('exit', this.#lastResort)
    if (!this.#running.process.hasEnded()) await stopPostgres(this.pid, this.#setting.place)
    await this.#running.keeper.client.end().catch(() => undefined)
    removeShortSocketFolder(this.#setting.place)
  }

  /** When this process ends without stop(), by an error for example, the database is asked to stop in an orderly way as well. */
  readonly #lastResort = (): void => {
    this.#running.process.child.kill('SIGINT')
  }
}

function removeShortSocketFolder({ folder, socketFolder }: Place): void {
  if (socketFolder === null || socketFolder === folder) return
  rmSync(socketFolder, { recursive: true, force: true })
  rmSync(join(folder, 'socket-folder'), { force: true })
}
