import { describe, expect, it } from 'vitest'
import { actionChoices as choicesAt } from '../../../client/features/desk/panel/forms/action-choices.ts'
import { deskAudience } from '../../../client/features/desk/panel/visibility.ts'
import { mayStep, statusFamily, statuses } from '../../../shared/observation/observation-status.ts'
import { mayAssign } from '../../../shared/access/permissions.ts'
import { accountRoles, type AccountActor } from '../../../shared/access/roles.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { makeVisible } from './make-visible.ts'

const actor = (role: AccountActor['role'], partyIds: string[] = []): AccountActor => ({
  kind: 'account',
  accountId: 'somebody',
  role,
  partyIds,
  effortCategories: ['lys.slukket'],
})
const now = '2026-11-05T12:00:00.000Z'
const actionChoices = (person: AccountActor, observation: VisibleObservation, at = now) =>
  choicesAt(person, observation, at)
const everyone = accountRoles.flatMap((role) => [actor(role), actor(role, ['vej'])])
const everyObservation = statuses.flatMap((status) => [
  makeVisible({ status }),
  makeVisible({ status, partyIds: ['vej'], dueOn: '2026-11-28' }),
])

describe('the buttons under an observation', () => {
  it('are exactly the steps that the shared rules allow this person now', () => {
    for (const person of everyone) {
      for (const observation of everyObservation) {
        const audience = deskAudience(observation)
        const { forms } = actionChoices(person, observation)
        const offered = statuses.filter((to) => forms.includes(`status:${to}`))
        const allowed = statuses.filter(
          (to) => to !== 'assigned' && mayStep(person, audience, { from: observation.status, to }),
        )
        expect(offered).toEqual(allowed)
        const isOpen = statusFamily(observation.status) === 'open'
        expect(forms.includes('assign')).toBe(mayAssign(person) && isOpen)
      }
    }
  })

  it('are none for people who only read: admins, viewers and effort owners', () => {
    for (const role of ['admin', 'viewer', 'effort-owner'] as const) {
      expect(actionChoices(actor(role, ['vej']), makeVisible({ partyIds: ['vej'] }))).toEqual({
        forms: [],
        isReadOnly: true,
      })
    }
  })

  it('are none for an official whose party does not have it', () => {
    const elsewhere = makeVisible({ status: 'assigned', partyIds: ['politi'] })
    expect(actionChoices(actor('official', ['vej']), elsewhere).isReadOnly).toBe(true)
  })

  it('are none once the walker has withdrawn it', () => {
    const withdrawn = makeVisible({ isWithdrawn: true })
    expect(actionChoices(actor('coordinator'), withdrawn).forms).toEqual([])
  })

  it('begin with assigning it while it has no party, and with accepting once it has one', () => {
    const coordinator = actor('coordinator')
    expect(actionChoices(coordinator, makeVisible()).forms[0]).toBe('assign')
    const assigned = makeVisible({ status: 'assigned', partyIds: ['vej'], dueOn: '2026-11-28' })
    expect(actionChoices(actor('official', ['vej']), assigned).forms[0]).toBe('status:accepted')
  })

  it('never close by the main one what was only accepted or planned, and finish what is under way', () => {
    const main = (status: 'accepted' | 'planned' | 'in-progress') =>
      actionChoices(actor('official', ['vej']), makeVisible({ status, partyIds: ['vej'] })).forms[0]
    expect([main('accepted'), main('planned'), main('in-progress')]).toEqual([
      'status:planned',
      'status:in-progress',
      'status:done',
    ])
  })

  it('offer a party to reopen what it has closed itself, for 24 hours', () => {
    const own = { text: '', at: now, by: 'Vej', partyId: 'vej' }
    const done = makeVisible({
      ...{ status: 'done', partyIds: ['vej', 'politi'], answer: { status: 'done', ...own } },
    })
    const offered = (partyId: string, at: string) =>
      actionChoices(actor('official', [partyId]), done, at).forms
    expect(offered('vej', '2026-11-06T12:00:00.000Z')).toContain('status:reopened')
    expect(offered('vej', '2026-11-06T12:00:00.001Z')).toEqual([])
    expect(offered('politi', now)).toEqual([])
  })

  it('offer to delete only what its author has asked to have deleted', () => {
    const coordinator = actor('coordinator')
    expect(actionChoices(coordinator, makeVisible()).forms).not.toContain('withdraw')
    expect(actionChoices(coordinator, makeVisible({ wantsWithdrawal: true })).forms).toContain(
      'withdraw',
    )
  })
})
