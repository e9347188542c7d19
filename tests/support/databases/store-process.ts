import { startEmbeddedPostgres } from '../../../server/embedded-postgres/embedded-postgres.ts'

/**
 * A server's store in a process of its own, so that tests can kill it: `node store-process.ts <dataDir> [<systemFolder>]`.
 * Tells one JSON line an event; SIGTERM stops it in an orderly way. See spawn-store.ts.
 */
const [dataDir = '', systemFolder] = process.argv.slice(2)
const tell = (event: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(event)}\n`)

try {
  const postgres = await startEmbeddedPostgres({ dataDir, ...(systemFolder && { systemFolder }) })
  postgres.onExit(({ recovered }) => {
    tell({ event: 'down' })
    recovered.then(
      () => tell({ event: 'up', pid: postgres.pid() }),
      (error: Error) => tell({ event: 'lost', name: error.name, message: error.message }),
    )
  })
  process.on('SIGTERM', () => void postgres.stop().then(() => process.exit(0)))
  tell({
    event: 'ready',
    pid: postgres.pid(),
    connection: postgres.connection,
    notes: postgres.notes,
  })
} catch (error) {
  const { name, message } = error as Error
  tell({ event: 'failed', name, message })
  process.exit(1)
}
