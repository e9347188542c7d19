import type { Party } from '../../../shared/municipality/party.ts'
import type { PlanValueName, PlanValues } from '../../../shared/walk/plan/plan-changes.ts'
import type { PlanProblem } from '../../../shared/walk/plan/plan-problems.ts'
import { isUsualStopCount } from '../../../shared/walk/plan/stop-count.ts'
import type { WalkPhase } from '../../../shared/walk/walk.ts'
import { whoCanAct } from '../../../shared/walk/who-can-act.ts'

/** What a leader plans, in the order of the screen; any may be opened first. */
export const planSteps = ['what', 'route', 'date', 'people', 'open'] as const
export type PlanStepName = (typeof planSteps)[number]

/** What each step decides. */
export const valuesOfStep: Record<PlanStepName, readonly PlanValueName[]> = {
  what: ['placeKind', 'title', 'purpose', 'theme', 'host'],
  route: ['meetingPlace', 'stops', 'route'],
  date: ['startsAt', 'endsAt'],
  people: ['functions', 'parties'],
  open: [],
}

const fields: Partial<Record<PlanProblem['field'], PlanStepName>> = {
  ...{ title: 'what', purpose: 'what', theme: 'what', host: 'what' },
  ...{ day: 'date', start: 'date', end: 'date' },
}

/** The step with the field of a problem: what is no field of another belongs to the stops. */
export const stepOf = ({ field }: PlanProblem): PlanStepName => fields[field] ?? 'route'

/** The steps of which nothing is missing. */
export function readySteps(
  plan: PlanValues,
  { phase, parties }: { phase: WalkPhase; parties: readonly Party[] },
): ReadonlySet<PlanStepName> {
  const { stops, placeKind = null } = plan
  const found = whoCanAct(
    { placeKind, partyIds: plan.parties ?? [], functions: plan.functions ?? [] },
    parties,
  )
  const isReady: Record<PlanStepName, boolean> = {
    what: plan.title !== '' && placeKind !== null && Boolean(plan.purpose),
    route:
      isUsualStopCount(stops.length) &&
      stops.every(({ name }) => name !== '') &&
      Boolean(plan.meetingPlace),
    date: plan.startsAt !== null,
    people: found.state === 'some' && found.missing.length === 0,
    open: phase !== 'planned',
  }
  return new Set(planSteps.filter((step) => isReady[step]))
}

/** The step that is the next thing to do; undefined when the plan is ready and open. */
export const nextStep = (ready: ReadonlySet<PlanStepName>): PlanStepName | undefined =>
  planSteps.find((step) => !ready.has(step))
