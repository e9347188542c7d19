import { computed, nextTick, ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { createTurns } from '../../../shared/turns.ts'
import { focusOn } from '../../ui/plan/use-stops.ts'
import { whenPageEnds } from '../../ui/saving/when-page-ends.ts'
import { stepOf, type PlanStepName } from './plan-steps.ts'
import type { usePhonePlan } from './use-phone-plan.ts'

interface ShownStepOptions {
  plan: ReturnType<typeof usePhonePlan>
  /** Leaves the page for good. */
  onLeave: () => void
}

/** The one step that is open: it is saved when it is left, and stays open while something in it is wrong. */
export function useShownStep({ plan, onLeave }: ShownStepOptions) {
  const { conflicts } = plan
  const shown = ref<PlanStepName | null>(null)
  const tried = ref(false)
  const problems = computed(() => plan.problems.value.filter((one) => stepOf(one) === shown.value))
  const canSave = () => conflicts.value.length === 0 && problems.value.length === 0
  const inTurn = createTurns()

  /** Returns false while the open step cannot be left: what is wrong stands there. */
  async function leaveStep(): Promise<boolean> {
    const step = shown.value
    if (!step || !plan.isChanged(step)) return true
    tried.value = true
    return canSave() && plan.saveStep(step)
  }

  /** Shows one step or none, and goes on at the head of `from`. A press while a step is being saved waits for it. */
  const show = (step: PlanStepName | null, from: PlanStepName) =>
    inTurn(async () => {
      if (!(await leaveStep())) return
      tried.value = false
      shown.value = step
      await focusStep(from)
    })
  const toggle = (step: PlanStepName) => show(shown.value === step ? null : step, step)

  whenPageEnds(() => {
    const step = shown.value
    if (step && plan.isChanged(step) && canSave()) void plan.saveStep(step)
  })
  return { shown, tried, problems, show, toggle, ...useLeaving({ leaveStep, onLeave }) }
}

/** The head of the step stays in sight, whatever is closed above it. */
async function focusStep(step: PlanStepName): Promise<void> {
  await nextTick()
  const head = document.querySelector<HTMLElement>(`[data-step="${step}"]`)
  head?.focus()
  head?.scrollIntoView({ block: 'start' })
}

/** Whoever leaves the page with words that cannot be saved is asked first. */
function useLeaving(parts: { leaveStep: () => Promise<boolean>; onLeave: () => void }) {
  const asksToLeave = ref(false)
  let isLeaving = false
  onBeforeRouteLeave(async () => {
    if (isLeaving || (await parts.leaveStep())) return true
    asksToLeave.value = true
    return false
  })
  function leave() {
    isLeaving = true
    asksToLeave.value = false
    parts.onLeave()
  }
  function stay() {
    asksToLeave.value = false
    void focusOn('[aria-invalid="true"]')
  }
  return { asksToLeave, leave, stay }
}
