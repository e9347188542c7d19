import type { CategoryEfforts } from '../../shared/municipality/municipality.ts'
import type { MutationArgs } from '../../shared/sync/registry.ts'
import type { Store } from '../store/database/database.ts'
import { findMunicipality, readJsonFile, required } from './command-options.ts'
import { operate } from './operate.ts'

interface EffortOptions {
  municipality?: string | undefined
  efforts?: string | undefined
}

/** Sets which efforts each category feeds in a municipality; returns the message for the operator. Throws `UsageError`. */
export async function setCategoryEffortsCommand(
  store: Store,
  options: EffortOptions,
): Promise<string> {
  const municipalityId = await findMunicipality(
    store,
    required(options.municipality, 'municipality'),
  )
  const shape = 'a JSON list of {"category", "efforts"}, efforts being a list of ids'
  const file = required(options.efforts, 'efforts')
  const categoryEfforts = await readJsonFile<CategoryEfforts[]>(
    { name: 'efforts', file, shape },
    (list) => list.every(isRight),
  )
  const args = { municipalityId, categoryEfforts } as SetEfforts
  const mutation = { name: 'municipality.set-category-efforts@1', args } as const
  await operate(store, { municipalityId, spaceId: municipalityId, mutation })
  return `${categoryEfforts.length} categories feed efforts now.`
}

type SetEfforts = MutationArgs<'municipality.set-category-efforts@1'>

const isRight = ({ category, efforts }: CategoryEfforts): boolean =>
  typeof category === 'string' &&
  Array.isArray(efforts) &&
  efforts.every((effort) => typeof effort === 'string')
