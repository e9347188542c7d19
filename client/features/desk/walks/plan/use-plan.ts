import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Walk } from '../../../../../shared/walk/walk.ts'
import { useReaderStore, type DeskReader } from '../../connection/reader-store.ts'
import { useDraftsStore } from '../../decisions/drafts-store.ts'
import { useWalkSend } from '../use-walk-send.ts'
import type { PlanConflict } from '../../../../../shared/walk/plan/plan-changes.ts'
import { emptyPlan, formOf, type PlanForm } from '../../../../../shared/walk/plan/plan-form.ts'
import { planProblems } from '../../../../../shared/walk/plan/plan-problems.ts'
import { resolver, savePlan, type PlanDraft } from './save-plan.ts'

export interface PlanSources {
  reader: DeskReader
  /** The walk whose plan is edited; null for a new one. */
  edited: Walk | null
  readAgain: (walkId: string) => Promise<Walk | null>
}

/** One plan being written, from what there was to what the server has taken. */
export function usePlan(sources: PlanSources) {
  const { reader, edited } = sources
  const desk = useReaderStore()
  const sending = useWalkSend()
  const first = edited ?? null
  const form = ref(firstForm(sources, desk.timeZone))
  const saved = ref(JSON.stringify(form.value))
  const isDirty = computed(() => JSON.stringify(form.value) !== saved.value)
  const hasTried = ref(false)
  const problems = computed(() => {
    const mayBeUndated = edited !== null && edited.startsAt === null
    const { today, timeZone } = desk
    const { bounds } = reader.municipality
    return planProblems(form.value, { today, timeZone, bounds, mayBeUndated })
  })
  guardWords(() => isDirty.value)
  const draft: PlanDraft = {
    walkId: edited?.id ?? sending.newId(),
    bounds: reader.municipality.bounds,
    base: shallowRef(first),
    form,
    saved,
    hasTried,
    conflicts: shallowRef<readonly PlanConflict[]>([]),
    here: () => ({ today: desk.today, timeZone: desk.timeZone }),
  }
  const save = async () => {
    hasTried.value = true
    return problems.value.length > 0 ? 'problems' : savePlan(draft, sending, sources.readAgain)
  }
  const { conflicts, walkId } = draft
  const state = { form, problems, conflicts, hasTried, isDirty, walkId, ...sending }
  return { ...state, save, resolve: resolver(draft) }
}

const firstForm = ({ edited }: PlanSources, timeZone: string): PlanForm =>
  edited ? formOf(edited, timeZone) : emptyPlan()

/** Signing out and closing the page ask while words would be lost. */
function guardWords(isDirty: () => boolean) {
  const drafts = useDraftsStore()
  watch(isDirty, (dirty) => (drafts.hasUnsavedPlan = dirty), { immediate: true })
  const ask = (event: BeforeUnloadEvent) => {
    if (isDirty()) event.preventDefault()
  }
  globalThis.addEventListener('beforeunload', ask)
  onScopeDispose(() => {
    globalThis.removeEventListener('beforeunload', ask)
    drafts.hasUnsavedPlan = false
  })
}
