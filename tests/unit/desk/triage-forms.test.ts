import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import {
  assignArgs,
  openAssignDraft,
  orderedParties,
} from '../../../client/features/desk/panel/forms/assign-form.ts'
import { checkLocally } from '../../../client/features/desk/decisions/check-locally.ts'
import {
  emptyStatusDraft,
  fieldOfProblem,
  statusNeeds,
  type StatusDraft,
  type StatusField,
} from '../../../client/features/desk/panel/status-change/status-form.ts'
import {
  openFollowUp,
  statusChange,
} from '../../../client/features/desk/panel/status-change/forward-form.ts'
import { triageSchemas } from '../../../shared/observation/triage/mutation-schemas.ts'
import {
  nextStatuses,
  statuses,
  type ObservationStatus,
} from '../../../shared/observation/observation-status.ts'
import type { AccountActor } from '../../../shared/access/roles.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { deskAudience } from '../../../client/features/desk/panel/visibility.ts'
import { makeVisible } from './make-visible.ts'

const today = '2026-11-05'
const carla: AccountActor = {
  kind: 'account',
  accountId: 'carla',
  role: 'coordinator',
  partyIds: [],
  effortCategories: [],
}
const parties = [
  { id: 'vej', name: 'By og Land, vej', functions: ['road' as const, 'clarifier' as const] },
  { id: 'politi', name: 'Nordjyllands Politi', functions: ['police' as const] },
  { id: 'aarhus', name: 'Aa Boligforening', functions: [] },
  { id: 'bolig', name: 'Himmerland', functions: ['housing' as const] },
]
const bounds = [9.5, 56.85, 10.45, 57.22] as const
const context = { actor: carla, partyIds: parties.map(({ id }) => id), bounds, today }

const filled: StatusDraft = {
  base: 'received',
  text: 'Vi kommer i uge 46',
  reason: 'by-design',
  year: '2027',
  month: '03',
  on: '4.11.2026',
  recipient: 'Vejdirektoratet',
  reference: 'VD-1',
  original: { ...makeVisible(), id: '0190a000-0000-7000-8000-0000000000ff', isConfirmed: false },
  followUp: {
    partyIds: ['vej'],
    dueOn: '28.11.2026',
    base: { partyIds: ['vej'], dueOn: '2026-11-28' },
  },
}
/** Of the assignment that the person saw. */
const empty: StatusDraft = {
  ...emptyStatusDraft('received'),
  followUp: { partyIds: [], dueOn: '', base: filled.followUp.base },
}
const without = (field: StatusField): StatusDraft => {
  if (field === 'plannedFor') return { ...filled, year: '', month: '' }
  const { followUp } = filled
  if (field === 'parties') return { ...filled, followUp: { ...followUp, partyIds: [] } }
  if (field === 'dueOn') return { ...filled, followUp: { ...followUp, dueOn: '' } }
  return { ...filled, [field]: empty[field] }
}

/** Every step a coordinator may take, except `assigned`, which is the other form. */
const steps = statuses.flatMap((from) => {
  const current = makeVisible({ status: from, partyIds: ['vej'], dueOn: '2026-11-28' })
  return nextStatuses(carla, deskAudience(current), from)
    .filter((to) => to !== 'assigned')
    .map((to) => [from, to, current] as const)
})

const step = (current: VisibleObservation, status: ObservationStatus, draft: StatusDraft) =>
  statusChange({ observationId: current.id, status, today }, { ...draft, base: current.status })

const check = (current: ReturnType<typeof makeVisible>, change: ReturnType<typeof statusChange>) =>
  checkLocally(current, change, context)

describe('the form of a status', () => {
  it.each(steps)(
    'from %s to %s: filled in, the shared rules and the contract accept it',
    (_, to, current) => {
      const change = step(current, to, filled)
      expect(check(current, change)).toEqual([])
      expect(Check(triageSchemas[change.name], change.args)).toBe(true)
    },
  )

  it.each(steps)(
    'from %s to %s: each required field is required by the shared rules',
    (_, to, current) => {
      for (const { field, isRequired } of statusNeeds(to)) {
        const problems = check(current, step(current, to, without(field)))
        const fields = problems.map((problem) => fieldOfProblem(problem, to))
        expect([field, fields]).toEqual([field, isRequired ? [field] : []])
      }
    },
  )

  it.each(steps)(
    'from %s to %s: of an empty form the shared rules name every required field at once',
    (_, to, current) => {
      const problems = check(current, step(current, to, empty))
      const required = statusNeeds(to).filter(({ isRequired }) => isRequired)
      expect(problems.map((problem) => fieldOfProblem(problem, to))).toEqual(
        required.map(({ field }) => field),
      )
    },
  )

  it('sends only what belongs to the chosen status, not what was typed for another', () => {
    const current = makeVisible({ status: 'assigned' })
    const { args } = step(current, 'planned', filled)
    expect(Object.keys(args).toSorted()).toEqual(
      ['base', 'observationId', 'plannedFor', 'status', 'text'].toSorted(),
    )
  })

  it('plans for a whole year when no month is chosen', () => {
    const { args } = step(makeVisible(), 'planned', { ...filled, month: '' })
    expect(args).toMatchObject({ plannedFor: '2027' })
  })

  it('is stale when the status has changed since the form opened', () => {
    const current = makeVisible({ status: 'planned' })
    const draft = { ...filled, base: 'assigned' as const }
    const change = statusChange({ observationId: current.id, status: 'declined', today }, draft)
    expect(check(current, change)).toEqual([{ code: 'stale', detail: { status: 'planned' } }])
  })

  it('counts blanks as nothing typed', () => {
    const current = makeVisible({ status: 'assigned' })
    const change = step(current, 'declined', { ...filled, text: '  \n ' })
    expect(check(current, change)).toEqual([{ code: 'needs-text' }])
  })
})

describe('the form that sends a finding on', () => {
  it('opens with whoever has it, else the person’s own party, and with the deadline while it has not passed', () => {
    const open = (partyIds: string[], dueOn: string | null) => {
      const { partyIds: chosen, dueOn: day } = openFollowUp({ partyIds, dueOn }, ['bolig'], today)
      return [chosen, day]
    }
    expect(open(['vej'], '2026-11-28')).toEqual([['vej'], '28.11.2026'])
    expect(open([], null)).toEqual([['bolig'], '03.12.2026'])
    expect(open(['vej'], '2026-11-04')).toEqual([['vej'], '03.12.2026'])
  })

  it('is stale when somebody else has assigned another party meanwhile', () => {
    const current = makeVisible({ status: 'assigned', partyIds: ['politi'], dueOn: '2026-11-28' })
    const problems = check(current, step(current, 'forwarded', filled))
    expect(problems.map(({ code }) => code)).toEqual(['stale'])
  })
})

describe('the form that assigns a party and a date', () => {
  const form = { parties, today, timeZone: 'Europe/Copenhagen' }
  const assign = (
    current: ReturnType<typeof makeVisible>,
    draft = openAssignDraft(current, form),
  ) =>
    checkLocally(
      current,
      { name: 'observation.assign@2', args: assignArgs(current.id, draft, today) },
      context,
    ).map(({ code }) => code)

  it('opens with the suggested party and the default deadline, ready to be sent', () => {
    const current = makeVisible({ severity: 3 })
    const draft = openAssignDraft(current, form)
    expect(draft.partyIds).toEqual(['vej'])
    expect(draft.dueOn).toBe('12.11.2026')
    expect(assign(current)).toEqual([])
  })

  it('counts the day of reception in the municipality, not in Greenwich', () => {
    const nearMidnight = makeVisible({ severity: 3, receivedAt: '2026-10-29T23:30:00.000Z' })
    expect(openAssignDraft(nearMidnight, form).dueOn).toBe('13.11.2026')
  })

  it('opens with the present assignment when there is one', () => {
    const current = makeVisible({ partyIds: ['politi'], dueOn: '2026-12-24', status: 'assigned' })
    const draft = openAssignDraft(current, form)
    expect(draft).toMatchObject({ partyIds: ['politi'], dueOn: '24.12.2026' })
    expect(draft.base).toEqual({ partyIds: ['politi'], dueOn: '2026-12-24' })
  })

  it('suggests by the owner the walker named, and lists the others by the Danish alphabet', () => {
    const { suggested, others } = orderedParties(makeVisible({ ownerType: 'housing' }), parties)
    expect(suggested.map(({ id }) => id)).toEqual(['bolig'])
    expect(others.map(({ id }) => id)).toEqual(['vej', 'politi', 'aarhus'])
  })

  it('names the missing part: party, date, or an impossible date', () => {
    const current = makeVisible()
    const draft = openAssignDraft(current, form)
    expect(assign(current, { ...draft, partyIds: [] })).toEqual(['needs-party'])
    expect(assign(current, { ...draft, dueOn: '' })).toEqual(['needs-date'])
    expect(assign(current, { ...draft, dueOn: 'snart' })).toEqual(['needs-date'])
  })

  it('names everything that is missing at once: party, date, and why the old date moves', () => {
    const current = makeVisible({ partyIds: ['vej'], dueOn: '2026-12-24', status: 'assigned' })
    const draft = { ...openAssignDraft(current, form), partyIds: [], dueOn: '' }
    expect(assign(current, draft)).toEqual(['needs-party', 'needs-date', 'needs-text'])
  })

  it('is stale when somebody else has assigned another party meanwhile', () => {
    const seen = makeVisible()
    const draft = openAssignDraft(seen, form)
    const now = { ...seen, partyIds: ['politi'], dueOn: '2026-11-20' }
    expect(assign(now, draft)).toEqual(['stale'])
  })
})
