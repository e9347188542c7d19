import type { PlanValueName } from '../../../shared/walk/plan/plan-changes.ts'

/** The words beside each value of a plan. */
export const planLabels: Record<PlanValueName, string> = {
  title: 'desk.plan.title',
  host: 'desk.plan.host',
  purpose: 'desk.plan.purpose',
  theme: 'desk.plan.theme',
  placeKind: 'desk.plan.placeKind',
  startsAt: 'desk.plan.start',
  endsAt: 'desk.plan.end',
  meetingPlace: 'desk.plan.meetingPlace',
  stops: 'desk.plan.route',
  route: 'desk.plan.routeLine',
  parties: 'desk.planning.parties',
  functions: 'desk.planning.functions',
}
