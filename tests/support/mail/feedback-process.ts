import { openDatabase, type DatabaseAddress } from '../../../server/store/database/database.ts'
import { tellWalkers } from '../../../server/mail/tell-walkers.ts'

/** Writes the feedbacks that are due, says so, and waits to be killed: `node feedback-process.ts <address> <now>`. */
const [address = '{}', now = '0'] = process.argv.slice(2)
const store = openDatabase({ ...(JSON.parse(address) as DatabaseAddress), poolSize: 1 })
process.send?.(await tellWalkers(store, Number(now)))
setInterval(() => undefined, 60_000)
