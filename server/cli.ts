import { parseArgs } from 'node:util'
import { backupCommand, moveToServerCommand, restoreCommand } from './commands/backup-commands.ts'
import { createAccountCommand, createMunicipalityCommand } from './commands/create-commands.ts'
import { listPhonesCommand, revokePhoneCommand } from './commands/phone-commands.ts'
import { eraseCommand } from './commands/erase-command.ts'
import { plainSentence } from './start/plain-sentence.ts'
import { withStore } from './commands/task-store.ts'
import {
  closeParkedCommand,
  listParkedCommand,
  replayParkedCommand,
} from './commands/parked-commands.ts'
import { collectTombstonesCommand } from './commands/upkeep-commands.ts'
import { UsageError } from './commands/usage-error.ts'
import { readConfig, type Config } from './config.ts'
import { loadDemoWhenEmpty } from './demo/load-demo.ts'
import type { Store } from './store/database/database.ts'

const usage = `node server/cli.ts <command> [options]     (environment as for the server: DATA_DIR, DATABASE_URL)

  migrate                 bring the tables up to date; the server does this at its start too
  load-demo               put the demo into an empty store
  create-municipality     --name <text> --bounds <west,south,east,north> --controller <text> --contact <text>
                          [--parties <file.json: [{"id", "name", "functions"}]>] [--retention-months 24]
                          [--time-zone Europe/Copenhagen]
  create-account          --municipality <name or id> --email <address> --name <text>
                          --role <official|coordinator|effort-owner|viewer|admin>
                          [--party <id>]... [--effort <id>]... [--password-stdin]
                          without --password-stdin a password is made up and printed once
  list-parked             what had to be put aside for a person: id, when, why, and what its author wrote
  replay-parked           [<mutation id>]...
                          apply what had to be put aside, all of it or the ids named; each takes effect at most once
  close-parked            <mutation id> --sentence <text>
                          close what will not be taken in; the sentence is shown to its author, on the phone
  collect-tombstones      [--days 60]
                          forget withdrawn pins in the phones' feed; a phone that was away for longer starts over
  list-phones             <walk code>
                          the phones of a walk: id, role, name as shown to officials, last use
  revoke-phone            <phone id>
                          end the sessions of a lost phone for good: it sends and reads nothing any more
  erase                   --observation <number>     for good: text, photos, comments, in the feed and in the history
                          --author-of <number>       everything that the phone behind this observation has made
  backup                  <folder>
                          copy everything, photos too, into a new folder there; the server may go on working
  restore                 <folder of a backup>
                          put it into an empty store: a new DATA_DIR, or a new database in DATABASE_URL
  move-to-server          <postgres://…>
                          copy the embedded store into an empty database of a PostgreSQL server; stop the server first`

type StoreTask = (store: Store, args: string[], config: Config) => Promise<string>

/** Tasks on the store as the server has it, running or not. */
const storeTasks: Record<string, StoreTask> = {
  backup: (store, args, config) => backupCommand(store, config, positionals(args)),
  migrate: async () => 'The tables are up to date.',
  'load-demo': async (store) => {
    const demo = await loadDemoWhenEmpty(store, Date.now())
    if (!demo)
      throw new UsageError('The store holds another municipality; the demo was not loaded.')
    return `The demo is loaded. Password ${demo[0]?.password ?? ''}.`
  },
  'create-municipality': (store, args) =>
    createMunicipalityCommand(
      store,
      parseArgs({
        args,
        options: {
          name: { type: 'string' },
          bounds: { type: 'string' },
          controller: { type: 'string' },
          contact: { type: 'string' },
          parties: { type: 'string' },
          'retention-months': { type: 'string', default: '24' },
          'time-zone': { type: 'string', default: 'Europe/Copenhagen' },
        },
      }).values,
    ),
  'create-account': (store, args) =>
    createAccountCommand(
      store,
      parseArgs({
        args,
        options: {
          municipality: { type: 'string' },
          email: { type: 'string' },
          name: { type: 'string' },
          role: { type: 'string' },
          party: { type: 'string', multiple: true, default: [] },
          effort: { type: 'string', multiple: true, default: [] },
          'password-stdin': { type: 'boolean', default: false },
        },
      }).values,
    ),
  'list-phones': (store, args) => listPhonesCommand(store, positionals(args)),
  'revoke-phone': (store, args) => revokePhoneCommand(store, positionals(args)),
  erase: (store, args, config) =>
    eraseCommand(
      store,
      config,
      parseArgs({
        args,
        options: { observation: { type: 'string' }, 'author-of': { type: 'string' } },
      }).values,
    ),
  'list-parked': (store) => listParkedCommand(store),
  'close-parked': (store, args) => closeParkedCommand(store, args),
  'replay-parked': (store, args) => replayParkedCommand(store, positionals(args)),
  'collect-tombstones': (store, args) =>
    collectTombstonesCommand(
      store,
      parseArgs({ args, options: { days: { type: 'string', default: '60' } } }).values.days,
    ),
}

/** Tasks that choose for themselves which store they open, and how. */
const ownTasks: Record<string, (args: string[], config: Config) => Promise<string>> = {
  restore: (args, config) => restoreCommand(config, positionals(args)),
  'move-to-server': (args, config) => moveToServerCommand(config, positionals(args)),
}

function positionals(args: string[]): string[] {
  return parseArgs({ args, allowPositionals: true }).positionals
}

async function run(name: string, args: string[], config: Config): Promise<string> {
  const task = storeTasks[name]
  if (task) return withStore(config, (store) => task(store, args, config))
  const ownTask = ownTasks[name]
  if (ownTask) return ownTask(args, config)
  throw new UsageError(usage)
}

const [name = '', ...args] = process.argv.slice(2)
try {
  console.log(await run(name, args, readConfig(process.env)))
} catch (error) {
  const isUsage =
    error instanceof UsageError ||
    (error instanceof TypeError &&
      'code' in error &&
      String(error.code).startsWith('ERR_PARSE_ARGS'))
  const sentence = isUsage ? error.message : plainSentence(error, { port: 0 })
  if (sentence === undefined) throw error
  console.error(sentence)
  process.exitCode = 1
}
