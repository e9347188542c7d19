import { once } from 'node:events'
import { appendFile } from 'node:fs/promises'
import { openDatabase, type DatabaseAddress } from '../../../server/store/database/database.ts'
import { openTestQueue, testJob } from './test-queue.ts'

/** Works on a queue as a server does, in a process of its own that can be killed: `node job-process.ts <address> <file> <hang|go>`. */
const [address = '', file = '', mode = ''] = process.argv.slice(2)

/** Each run leaves a line where no crash can take it back; in a process that hangs, no run ends. */
const run = (name: string) => async (number: number) => {
  await appendFile(file, `${name} ${String(number)}\n`, { flush: true })
  process.send?.(`begun ${name}`)
  if (mode === 'hang') await once(process, 'never')
  process.send?.(`done ${name}`)
}

export const killedJobs = [
  testJob('killed-inside', 'inside', run('inside')),
  testJob('killed-outside', 'outside', run('outside')),
]

if (address !== '') {
  const store = openDatabase({ ...(JSON.parse(address) as DatabaseAddress), poolSize: 4 })
  const { queue, reports } = openTestQueue(store, killedJobs)
  const push = reports.push.bind(reports)
  reports.push = (...names) => {
    for (const name of names) process.send?.(name)
    return push(...names)
  }
  await queue.start()
  process.send?.('started')
}
