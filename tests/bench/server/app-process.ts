import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openDatabase, type DatabaseAddress } from '../../../server/store/database/database.ts'
import { buildTestApp } from '../../support/server/build-test-app.ts'

/** The app in a process of its own; the other side of spawn-app.ts. */
const address = JSON.parse(process.argv[2] ?? '{}') as DatabaseAddress
const store = openDatabase({ ...address, poolSize: 10 })
const test = await buildTestApp({ store })
const origin = await test.app.listen({ port: 0, host: '127.0.0.1' })

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as (options: object) => void
/** All of it, and the emptied pages go back: what a stream keeps, not what opening it left behind. */
const collectGarbage = () => gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })

process.on('message', (message) => {
  if (message === 'memory') {
    collectGarbage()
    process.send?.({ rss: process.memoryUsage().rss })
  }
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuMs: (user + system) / 1_000 })
  }
  if (message === 'stop') void stop()
})
// The benchmark is gone, however it ended.
process.on('disconnect', () => void stop())
process.send?.({ origin })

async function stop(): Promise<void> {
  await test.close()
  await store.close()
  process.exit(0)
}
