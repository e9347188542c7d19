import type { DatabaseAddress } from '../store/database/database.ts'
import { addressOf } from './address.ts'
import { makeCluster, removeHalfMade } from './cluster.ts'
import { findPlace } from './place.ts'
import type { Durability } from './process.ts'
import { bringUp, makeDatabase } from './start.ts'
import { Watch, type PostgresExit } from './watch.ts'

export interface EmbeddedPostgresOptions {
  dataDir: string
  /** Default `full`. */
  durability?: Durability
  /** Folder of a cluster that cannot be in the data folder; default `/var/lib/lygte`. */
  systemFolder?: string
}

export interface EmbeddedPostgres {
  /** The address stays the same while this runs, also after a restart of the database. */
  connection: DatabaseAddress
  /** Process id of the current database process. */
  pid(): number
  /** Sentences for the operator about what was unusual at this start. */
  notes: readonly string[]
  /** Stops the database in an orderly way; a second call does nothing. */
  stop(): Promise<void>
  onExit(listener: (exit: PostgresExit) => void): void
}

/**
 * Starts the PostgreSQL of this data folder, and creates it on the first start, after cleaning up what a killed server may have
 * left. When the database ends unexpectedly it is restarted; queries fail as transient meanwhile. Throws `DataFolderInUseError`
 * when another server holds the folder, `EmbeddedPostgresError` with a sentence otherwise.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const place = findPlace(options.dataDir, options.systemFolder)
  const address = await addressOf(place)
  await makeCluster(place, address.password ?? null)
  const setting = { place, address, durability: options.durability ?? 'full' }
  const notes = [...place.notes]
  const watch = new Watch(setting, await bringUp(setting, notes), notes)
  removeHalfMade(place)
  await makeDatabase(address)
  return {
    connection: address,
    pid: () => watch.pid,
    notes,
    stop: () => watch.stop(),
    onExit: (listener) => watch.onExit(listener),
  }
}

/** Returns the address of the database of a data folder that another process serves. Throws like `startEmbeddedPostgres`. */
export const addressOfRunning = (dataDir: string): Promise<DatabaseAddress> =>
  addressOf(findPlace(dataDir))
