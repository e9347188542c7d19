import type { Ref } from 'vue'
import { centreOf } from '../../../shared/geo.ts'
import { lightOnTheWay } from '../../../shared/walk/evening-light.ts'
import type { PlanValues } from '../../../shared/walk/plan/plan-changes.ts'
import { planLength } from '../../../shared/walk/plan/plan-length.ts'
import { isUsualStopCount } from '../../../shared/walk/plan/stop-count.ts'
import type { WalkPhase } from '../../../shared/walk/walk.ts'
import { whoCanAct } from '../../../shared/walk/who-can-act.ts'
import type { StoredWalk } from '../../sync/services/joined-walks.ts'
import { useFormats } from '../../ui/formats/use-formats.ts'
import { useDurationWords } from '../../ui/plan/use-duration-words.ts'
import { usePeopleWords } from '../../ui/plan/use-people-words.ts'
import type { PlanStepName } from './plan-steps.ts'
import { usePlanPageWords } from './use-plan-page-words.ts'

interface StepWordsOptions {
  plan: () => PlanValues | undefined
  phase: Ref<WalkPhase>
  stored: () => StoredWalk
}

/** What each step of a plan says while it is closed. */
export function useStepWords({ plan, phase, stored }: StepWordsOptions) {
  const { t } = usePlanPageWords()
  const formats = useFormats(stored().municipality.timeZone)
  const { length } = useDurationWords()
  const people = usePeopleWords(() => stored().municipality.parties)

  function what({ placeKind, purpose }: PlanValues): string[] {
    const kind = placeKind ? `desk.plan.placeKinds.${placeKind}` : 'plan.missing.kind'
    return [t(kind), purpose || t('plan.missing.why')]
  }

  function route(values: PlanValues): string[] {
    const n = values.stops.length
    const stops = isUsualStopCount(n) ? 'plan.stops' : 'plan.missing.stops'
    return [
      t(stops, { n }, n),
      n > 1 ? length(planLength(values)) : '',
      values.meetingPlace || t('plan.missing.meeting'),
    ]
  }

  function date({ startsAt, endsAt }: PlanValues): string[] {
    if (!startsAt) return [t('plan.missing.date')]
    const start = formats.value.dateTime(startsAt)
    const times = endsAt ? `${start}–${formats.value.time(endsAt).replace('kl. ', '')}` : start
    const startMs = Date.parse(startsAt)
    const endMs = endsAt ? Date.parse(endsAt) : startMs
    const light = lightOnTheWay(startMs, endMs, centreOf(stored().walk.area))
    return [times, t(`desk.plan.lights.${light}`)]
  }

  function invited(values: PlanValues): string[] {
    const { placeKind = null, parties, functions } = values
    const asked = { placeKind, partyIds: parties ?? [], functions: functions ?? [] }
    const { state, missing } = whoCanAct(asked, stored().municipality.parties)
    const lacking = people.functions(missing)
    return [
      t(`desk.planning.canAct.${state}`),
      lacking ? t('desk.planning.canAct.missing', { functions: lacking }) : '',
    ]
  }

  const opening = () => [t(phase.value === 'planned' ? 'plan.missing.open' : 'plan.opened')]
  const words = { what, route, date, people: invited, open: opening }
  return (step: PlanStepName): string[] => {
    const values = plan()
    return values ? words[step](values).filter((line) => line !== '') : []
  }
}
