import type { Ref, ShallowRef } from 'vue'
import type { BoundingBox } from '../../../../../shared/geo.ts'
import type { Walk } from '../../../../../shared/walk/walk.ts'
import type { WalkChange } from '../../../../sync/services/desk-push.ts'
import type { useWalkSend } from '../use-walk-send.ts'
import {
  changesOf,
  createArgs,
  mergePlans,
  pick,
  valuesOf,
  type PlanConflict,
  type PlanValues,
} from '../../../../../shared/walk/plan/plan-changes.ts'
import { formOf, type Here, type PlanForm } from '../../../../../shared/walk/plan/plan-form.ts'

/** What became of a press on Save. */
export type SaveResult = 'problems' | 'unchanged' | 'saved' | 'merged' | 'conflicts' | 'not-done'

/** A plan that is being written, and what it was when it was read; null while there is no such walk. */
export interface PlanDraft {
  walkId: string
  bounds: BoundingBox
  base: ShallowRef<Walk | null>
  form: Ref<PlanForm>
  /** The form as it was read or saved last, as text. */
  saved: Ref<string>
  hasTried: Ref<boolean>
  conflicts: ShallowRef<readonly PlanConflict[]>
  here: () => Here
}

type ReadAgain = (walkId: string) => Promise<Walk | null>

/** Sends the plan; what somebody else has changed meanwhile is put together with it, and nothing is overwritten unseen. */
export async function savePlan(
  draft: PlanDraft,
  { send, trouble }: ReturnType<typeof useWalkSend>,
  readAgain: ReadAgain,
): Promise<SaveResult> {
  const values = valuesOf(draft.form.value, draft.here())
  const change = changeOf(draft, values)
  if (isEmpty(change)) return settle(draft, 'unchanged')
  const answer = await send(change)
  if (answer?.state === 'applied') return settle(draft, 'saved')
  const code = answer?.state === 'refused' ? answer.problem.code : undefined
  if (code !== 'stale' && code !== 'walk-exists') return 'not-done'
  const theirs = await readAgain(draft.walkId)
  if (!theirs) return 'not-done'
  trouble.value = null
  return rebase(draft, theirs, values)
}

function changeOf({ base, walkId, bounds }: PlanDraft, values: PlanValues): WalkChange {
  if (base.value) {
    const changes = changesOf(base.value, values, bounds)
    return { space: walkId, name: 'walk.edit@1', args: { walkId, changes } }
  }
  const args = createArgs(values, { walkId, bounds })
  return { space: walkId, name: 'walk.create@1', args }
}

const isEmpty = (change: WalkChange): boolean =>
  change.name === 'walk.edit@1' && Object.keys(change.args.changes).length === 0

function settle({ form, saved, hasTried }: PlanDraft, result: SaveResult): SaveResult {
  saved.value = JSON.stringify(form.value)
  hasTried.value = false
  return result
}

/** Somebody else was faster, or our own change has arrived although its answer was lost. */
function rebase(draft: PlanDraft, theirs: Walk, mine: PlanValues): SaveResult {
  const { merged, conflicts } = mergePlans({ base: draft.base.value ?? theirs, theirs, mine })
  draft.base.value = theirs
  draft.form.value = formOf(merged, draft.here().timeZone)
  draft.conflicts.value = conflicts
  if (conflicts.length > 0) return 'conflicts'
  const isDone = Object.keys(changesOf(theirs, merged, draft.bounds)).length === 0
  return isDone ? settle(draft, 'saved') : 'merged'
}

/** Takes one of two values that both have written. */
export const resolver =
  ({ form, conflicts, here }: PlanDraft) =>
  ({ name, theirs, mine }: PlanConflict, whose: 'theirs' | 'mine'): void => {
    const chosen = pick(whose === 'mine' ? mine : theirs, [name])
    form.value = formOf({ ...valuesOf(form.value, here()), ...chosen }, here().timeZone)
    conflicts.value = conflicts.value.filter((one) => one.name !== name)
  }
