import type { Action } from '../access/permission-table.ts'
import { isGranted } from '../access/permissions.ts'
import { findCategory } from '../observation/categories.ts'
import { refuse, type Outcome } from '../problem.ts'
import type { MunicipalityContext } from '../sync/mutation-context.ts'
import { changing } from '../sync/mutation-entry.ts'
import { changed, type Effects } from '../sync/subject.ts'
import { municipalitySchemas as schemas, type MunicipalityArgs } from './mutation-schemas.ts'
import { isRetention, retentionNoticeDays, type Municipality } from './municipality.ts'

const authorised =
  (action: Action<'municipality'>) =>
  (
    _current: Municipality,
    _args: unknown,
    { actor }: MunicipalityContext,
  ): Outcome<never> | undefined =>
    isGranted('municipality', action, actor) ? undefined : refuse('not-allowed')

function setCategoryEfforts(
  current: Municipality,
  { categoryEfforts }: MunicipalityArgs<'municipality.set-category-efforts@1'>,
): Outcome<Effects> {
  const unknown = categoryEfforts.find(({ category }) => !findCategory(category))
  if (unknown) return refuse('unknown-category')
  const body = { ...current, categoryEfforts }
  return changed('municipality', body, { kind: 'category-efforts-set', data: {} })
}

const noticeMs = retentionNoticeDays * 86_400_000

function setRetention(
  current: Municipality,
  { municipalityId: _, ...months }: MunicipalityArgs<'municipality.set-retention@1'>,
  { now }: MunicipalityContext,
): Outcome<Effects> {
  if (!isRetention(months)) return refuse('texts-before-names')
  const { textMonths: __, ...notice } = current.privacy
  const retentionFrom = new Date(Date.parse(now) + noticeMs).toISOString()
  const body = { ...current, privacy: { ...notice, ...months }, retentionFrom }
  return changed('municipality', body, { kind: 'retention-set', data: months })
}

const one = {
  subject: 'municipality',
  space: 'municipality',
  target: ({ municipalityId }: { municipalityId: string }) => municipalityId,
  isVisible: () => true,
} as const

export const municipalityMutations = [
  changing({
    ...one,
    name: 'municipality.set-category-efforts@1',
    schema: schemas['municipality.set-category-efforts@1'],
    authorise: authorised('set-category-efforts'),
    apply: setCategoryEfforts,
  }),
  changing({
    ...one,
    name: 'municipality.set-retention@1',
    schema: schemas['municipality.set-retention@1'],
    authorise: authorised('set-retention'),
    apply: setRetention,
  }),
] as const
