import { readConfig, type Config } from './config.ts'
import { buildClientWhenStale, clientFolder } from './start/client-build.ts'
import { greetingText } from './start/greeting.ts'
import { plainSentence } from './start/plain-sentence.ts'
import { startServer, type RunningServer } from './start/start-server.ts'
import { onShutdownSignal } from './start/stop-signals.ts'

/** `npm start`; with `--without-client` the client is not built (npm run dev serves it itself). */
let running: RunningServer | undefined
let isShutdownRequested = false

// Registered first: a shutdown signal during startup is remembered until there is something to stop.
onShutdownSignal(() => {
  isShutdownRequested = true
  void stop()
})

async function stop(): Promise<void> {
  if (!running) return
  console.log('Stopper … / stopping …')
  await running.stop()
  process.exit(process.exitCode ?? 0)
}

async function start(config: Config): Promise<void> {
  const isWithClient = !process.argv.includes('--without-client')
  if (isWithClient) {
    await buildClientWhenStale(() => console.log('Bygger appen … / building the app …'))
  }
  running = await startServer(config, isWithClient ? clientFolder : null)
  if (isShutdownRequested) return stop()
  console.log(greetingText({ config, ...running }))
  running.embedded?.onExit(({ recovered }) => {
    console.error(
      'Databasen stoppede uventet og startes igen. / The database stopped unexpectedly; restarting it.',
    )
    recovered.then(
      () => console.error('Databasen svarer igen. / The database answers again.'),
      (error: Error) => {
        console.error(error.message)
        process.exitCode = 1
        void stop()
      },
    )
  })
}

let config: Config | undefined
try {
  config = readConfig(process.env)
  await start(config)
} catch (error) {
  const sentence = plainSentence(error, { port: config?.port ?? 0 })
  if (sentence === undefined) throw error
  console.error(`\nLygte: ${sentence}\n`)
  process.exit(1)
}
