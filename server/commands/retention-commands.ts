import { join } from 'node:path'
import { retentionNoticeDays } from '../../shared/municipality/municipality.ts'
import type { Config } from '../config.ts'
import { applyRetention, planRetention, type RetentionPlan } from '../privacy/retention.ts'
import type { Store } from '../store/database/database.ts'
import { retentionKinds, type DueItem } from '../store/observations/retention-store.ts'
import { openPhotoFiles } from '../store/photos/photo-files.ts'
import { findMunicipality, monthsOf, required } from './command-options.ts'
import { operate } from './operate.ts'
import { UsageError } from './usage-error.ts'

interface RetentionOptions {
  'dry-run': boolean
  run: boolean
  list: boolean
}

/** Shows what is due, or deletes it. Throws `UsageError`. */
export async function retentionCommand(
  store: Store,
  config: Config,
  { 'dry-run': isDryRun, run: isRun, list }: RetentionOptions,
): Promise<string> {
  if (isDryRun === isRun) throw new UsageError('Give either --dry-run or --run.')
  const now = Date.now()
  if (isDryRun) {
    const plans = await planRetention({ store, now })
    return plans.flatMap((plan) => [sayingOf(plan), ...linesOf(plan.due, list)]).join('\n')
  }
  const photoFiles = await openPhotoFiles(join(config.dataDir, 'photos'))
  const done = await applyRetention({ store, photoFiles, now })
  return [`Deleted: ${countsOf(done)}.`, ...linesOf(done, list)].join('\n')
}

function sayingOf({ name, privacy, due, isInForce, from }: RetentionPlan): string {
  const texts = privacy.textMonths === undefined ? 'kept' : `${String(privacy.textMonths)} months`
  const rule = `${name}: ${String(privacy.retentionMonths)} months, texts of closed findings ${texts}`
  const start = isInForce ? '' : ` Nothing is deleted before ${from.toISOString().slice(0, 10)}.`
  return `${rule}. Due: ${countsOf(due)}.${start}`
}

const words: Record<DueItem['kind'], string> = {
  name: 'names of walkers',
  person: 'observations with author or photos',
  texts: 'texts of closed findings',
  withdrawn: 'withdrawn observations',
  aside: 'mutations that were put aside',
  wish: 'wishes for walks',
  lines: 'walks with lines to everybody',
  reply: 'replies to invitations',
  vote: 'votes on findings',
  'status-link': 'people with links to a status page',
  address: 'e-mail addresses of walkers',
  notified: 'phones that asked for notifications',
  message: 'e-mails to officials',
}

const countsOf = (items: readonly DueItem[]): string =>
  retentionKinds
    .map((kind) => `${String(items.filter((item) => item.kind === kind).length)} ${words[kind]}`)
    .join(', ')

const linesOf = (items: readonly DueItem[], isListed: boolean): string[] =>
  isListed
    ? items.map(({ kind, spaceId, id, since }) =>
        ['  ' + kind.padEnd(9), spaceId, id, since.toISOString()].join('  '),
      )
    : []

interface SetRetentionOptions {
  municipality?: string | undefined
  months?: string | undefined
  'text-months'?: string | undefined
}

/** Changes the months of a municipality; what becomes due by the change is deleted 30 days later at the earliest. Throws `UsageError`. */
export async function setRetentionCommand(
  store: Store,
  { municipality, months, 'text-months': textMonths }: SetRetentionOptions,
): Promise<string> {
  const municipalityId = await findMunicipality(store, required(municipality, 'municipality'))
  const args = {
    municipalityId,
    retentionMonths: monthsOf(months, 'months'),
    ...(textMonths === undefined ? {} : { textMonths: monthsOf(textMonths, 'text-months') }),
  }
  const mutation = { name: 'municipality.set-retention@1', args } as const
  await operate(store, { municipalityId, spaceId: municipalityId, mutation })
  const notice = `${String(retentionNoticeDays)} days from now on`
  return `Whoever joins a walk from now on reads the new months. What they make due is deleted from ${notice}.`
}
