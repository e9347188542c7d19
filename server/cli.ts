import { parseArgs } from 'node:util'
import { backupCommand, moveToServerCommand, restoreCommand } from './commands/backup-commands.ts'
import { createAccountCommand } from './commands/create-account.ts'
import { createMunicipalityCommand } from './commands/create-municipality.ts'
import { setCategoryEffortsCommand } from './commands/effort-commands.ts'
import { closeWalkCommand, createWalkCommand } from './commands/walk-commands.ts'
import { listPhonesCommand, revokePhoneCommand } from './commands/phone-commands.ts'
import { eraseCommand } from './commands/erase-command.ts'
import { plainSentence } from './start/plain-sentence.ts'
import { withStore } from './commands/task-store.ts'
import {
  closeParkedCommand,
  listParkedCommand,
  replayParkedCommand,
} from './commands/parked-commands.ts'
import { retentionCommand, setRetentionCommand } from './commands/retention-commands.ts'
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
                          [--text-months <number>] [--time-zone Europe/Copenhagen]
  create-account          --municipality <name or id> --email <address> --name <text>
                          --role <official|coordinator|effort-owner|viewer|admin>
                          [--party <id>]... [--effort <id>]... [--password-stdin]
                          without --password-stdin a password is made up and printed once
  set-category-efforts    --municipality <name or id> --efforts <file.json: [{"category", "efforts": ["id"]}]>
                          which efforts of the municipality each category feeds; replaces what was set before
  create-walk             --municipality <name or id> --title <text> --bounds <west,south,east,north>
                          [--starts <2026-12-05T17:00+01:00> [--ends <...>]] [--meeting-place <text>]
                          [--stops <file.json: [{"name", "longitude", "latitude", "id"?}]>]
                          [--code <text>] [--leader-code <text>]     codes are made up when they are left out
  close-walk              <walk code>
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
  retention               --dry-run | --run [--list]
                          show what is due to be deleted, or delete it; the server does it every night
  set-retention           --municipality <name or id> --months <number> [--text-months <number>]
                          after how many months names and photos go, and texts of closed findings if they are to go
  erase                   --observation <number>     for good: text, photos, comments, in the feed and in the history
                          --author-of <number>       everything that the phone behind this observation has made
                          --wish <id or link>        a wish for a walk, with its name, contact and link
                          --lines <walk code>        what leaders have said to everybody on a walk
                          --reply <id>               an answer to an invitation, with what the person needs
  backup                  <folder>
                          copy everything, photos too, into a new folder there; the server may go on working
  restore                 <folder of a backup>
                          put it into an empty store: a new DATA_DIR, or a new database in DATABASE_URL
  move-to-server          <postgres://…>
                          copy the embedded store into an empty database of a PostgreSQL server; stop the server first`

type StoreTask = (store: Store, args: string[], config: Config) => Promise<string>

/** Commands that work on the server's store, whether the server runs or not. */
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
          'text-months': { type: 'string' },
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
  'set-category-efforts': (store, args) =>
    setCategoryEffortsCommand(store, textOptions(args, ['municipality', 'efforts'])),
  'create-walk': (store, args) =>
    createWalkCommand(
      store,
      textOptions(args, [
        ...(['municipality', 'title', 'bounds', 'starts', 'ends'] as const),
        ...(['meeting-place', 'stops', 'code', 'leader-code'] as const),
      ]),
    ),
  'close-walk': (store, args) => closeWalkCommand(store, positionals(args)),
  'list-phones': (store, args) => listPhonesCommand(store, positionals(args)),
  'revoke-phone': (store, args) => revokePhoneCommand(store, positionals(args)),
  erase: (store, args, config) =>
    eraseCommand(
      store,
      config,
      parseArgs({
        args,
        options: {
          observation: { type: 'string' },
          'author-of': { type: 'string' },
          wish: { type: 'string' },
          lines: { type: 'string' },
          reply: { type: 'string' },
        },
      }).values,
    ),
  retention: (store, args, config) =>
    retentionCommand(
      store,
      config,
      parseArgs({
        args,
        options: {
          'dry-run': { type: 'boolean', default: false },
          run: { type: 'boolean', default: false },
          list: { type: 'boolean', default: false },
        },
      }).values,
    ),
  'set-retention': (store, args) =>
    setRetentionCommand(store, textOptions(args, ['municipality', 'months', 'text-months'])),
  'list-parked': (store) => listParkedCommand(store),
  'close-parked': (store, args) => closeParkedCommand(store, args),
  'replay-parked': (store, args) => replayParkedCommand(store, positionals(args)),
  'collect-tombstones': (store, args) =>
    collectTombstonesCommand(
      store,
      parseArgs({ args, options: { days: { type: 'string', default: '60' } } }).values.days,
    ),
}

/** Commands that choose the store and open it themselves. */
const ownTasks: Record<string, (args: string[], config: Config) => Promise<string>> = {
  restore: (args, config) => restoreCommand(config, positionals(args)),
  'move-to-server': (args, config) => moveToServerCommand(config, positionals(args)),
}

/** Options that each take one text. */
function textOptions<Name extends string>(
  args: string[],
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  return parseArgs({ args, options }).values as Partial<Record<Name, string>>
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
