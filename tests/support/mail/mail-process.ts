import { openDatabase, type DatabaseAddress } from '../../../server/store/database/database.ts'
import { handOverMail } from '../../../server/mail/hand-over-mail.ts'
import { mailConfig } from './mail-town-config.ts'

/** Hands mails over as a server does, in a process of its own that can be killed: `node mail-process.ts <address> <SMTP URL> <now>`. */
const [address = '{}', url = '', now = '0'] = process.argv.slice(2)
const store = openDatabase({ ...(JSON.parse(address) as DatabaseAddress), poolSize: 4 })
await handOverMail({
  store,
  config: mailConfig(url),
  now: () => Number(now),
  isClosing: () => false,
})
await store.close()
