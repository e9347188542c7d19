import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeviceActor } from '../../../../shared/access/roles.ts'
import { statuses } from '../../../../shared/observation/observation-status.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import { isToVerify } from '../../../../shared/observation/verification/to-verify.ts'
import {
  verdicts,
  verificationOn,
  type Verdict,
} from '../../../../shared/observation/verification/verification.ts'
import { verdictCounts } from '../../../../shared/observation/verification/verified-counts.ts'
import { visibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { applyMutation } from '../../../../shared/sync/registry.ts'
import {
  actors,
  makeContext,
  makeObservation,
  someUuid,
} from '../../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../../support/oracles/rule-outcomes.ts'

const followUpId = someUuid()
const part = { walkId: followUpId, role: 'walker', isOver: false } as const
const verifier = (): DeviceActor => ({
  ...{ kind: 'device', clientId: someUuid(), role: 'verifier', followUps: [part] },
})
const answer = {
  status: 'done',
  text: 'Ny pære',
  at: '2026-11-10T09:00:00.000Z',
  by: 'Vej',
} as const
const done = (changes: Partial<Observation> = {}) =>
  makeObservation({ status: 'done', answer, ...changes })

interface Saying {
  verdict: Verdict
  remark?: string
  actor?: DeviceActor
  now?: string
}
const say = (
  current: Observation,
  { verdict, remark = '', actor = verifier(), now = '2027-03-09T18:30:00.000Z' }: Saying,
) => {
  const args = { observationId: current.id, followUpId, verdict, remark, on: '2027-03-09' }
  const context = makeContext({ actor, now, receivedAt: now, phase: 'closed' })
  return applyMutation(current, { name: 'observation.verify@1', args }, context)
}

describe('what is seen on a follow-up walk', () => {
  it('makes what was done verified, or reopened with the remark, and says when and in which function', () => {
    const confirmed = applied(say(done(), { verdict: 'confirmed' }))
    expect(confirmed.observation).toMatchObject({
      status: 'verified',
      answer: { status: 'verified', on: '2027-03-09', by: '', byRole: 'walker' },
    })
    expect(confirmed.event).toEqual({
      kind: 'verified-on-site',
      data: {
        ...{ verdict: 'confirmed', followUpId, on: '2027-03-09' },
        ...{ from: 'done', status: 'verified' },
      },
    })
    const open = applied(say(done(), { verdict: 'not-solved', remark: ' Den blinker ' }))
    expect(open.observation).toMatchObject({
      status: 'reopened',
      answer: { status: 'reopened', text: 'Den blinker', byRole: 'walker' },
    })
    expect(open.event.data).toMatchObject({ text: 'Den blinker' })
  })

  it('moves nothing that was not called done, and is kept all the same', () => {
    for (const status of statuses.filter((one) => one !== 'done' && one !== 'verified')) {
      for (const verdict of verdicts) {
        const { observation, event } = applied(say(makeObservation({ status }), { verdict }))
        expect([observation.status, observation.answer]).toEqual([status, null])
        expect(verificationOn(observation, followUpId)?.verdict).toBe(verdict)
        expect(event.data).not.toHaveProperty('status')
      }
    }
  })

  it('ends where the last verdict alone would have led, whatever was said before it', () => {
    const anySaid = fc.record({ verdict: fc.constantFrom(...verdicts), phone: fc.nat({ max: 2 }) })
    const phones = [verifier(), verifier(), verifier()]
    fc.assert(
      fc.property(fc.array(anySaid, { minLength: 1, maxLength: 8 }), (said) => {
        const first = done()
        const at = (index: number) => new Date(Date.UTC(2027, 2, 9, 18, index)).toISOString()
        const ended = said.reduce((current, { verdict, phone }, index) => {
          const actor = phones[phone] as DeviceActor
          const outcome = say(current, { verdict, actor, now: at(index) })
          if (!outcome.ok) throw new Error(outcome.problem.code)
          return outcome.value.length === 0 ? current : applied(outcome).observation
        }, first)
        const last = said.at(-1)?.verdict as Verdict
        const alone = applied(say(first, { verdict: last })).observation
        expect(ended.status).toBe(alone.status)
        expect(ended.answer?.text).toBe(alone.answer?.text)
        expect(ended.verifications).toHaveLength(1)
      }),
    )
  })

  it('does not undo what somebody has decided since', () => {
    const open = applied(say(done(), { verdict: 'not-solved' })).observation
    const later = { ...answer, status: 'declined', at: '2027-03-10T08:00:00.000Z' } as const
    const decided: Observation = { ...open, status: 'declined', answer: later }
    const { observation } = applied(say(decided, { verdict: 'cannot-see' }))
    expect([observation.status, observation.answer]).toEqual(['declined', later])
  })

  it('changes nothing when the same phone says the same again', () => {
    const actor = verifier()
    const said = { verdict: 'confirmed', actor } as const
    const once = applied(say(done(), said)).observation
    expect(say(once, said)).toEqual({ ok: true, value: [] })
    expect(say(once, { verdict: 'confirmed' })).toMatchObject({ ok: true, value: [{}] })
  })

  it('is only for who takes part in that follow-up walk, and never of restricted findings', () => {
    const leader = { ...actors.leader, followUps: [{ ...part, walkId: someUuid() }] }
    for (const actor of [actors.walker, actors.leader, leader])
      expect(say(done(), { verdict: 'confirmed', actor })).toEqual(refusedWith('not-allowed'))
    const restricted = done({ category: 'adf.ophold' })
    expect(say(restricted, { verdict: 'confirmed' })).toEqual(refusedWith('observation-missing'))
    const both = { ...actors.leader, followUps: [part] }
    expect(say(restricted, { verdict: 'confirmed', actor: both })).toEqual(
      refusedWith('not-allowed'),
    )
  })

  it('is told to nobody with the phone that said it', () => {
    const actor = verifier()
    const { observation } = applied(say(done(), { verdict: 'not-solved', actor }))
    for (const reader of [...Object.values(actors), actor]) {
      const text = JSON.stringify(visibleObservation(observation, reader) ?? null)
      expect(text).not.toContain(actor.clientId)
    }
  })

  it('is asked of open findings that count for themselves, and counted by verdict', () => {
    const shown = (changes: Partial<Observation>) =>
      visibleObservation(makeObservation(changes), actors.coordinator) ?? expect.fail('hidden')
    expect(isToVerify(shown({}))).toBe(true)
    for (const changes of [
      { category: 'adf.ophold' },
      { category: 'god.plads', severity: 0 },
      { status: 'duplicate' },
      { isWithdrawn: true },
    ] as const)
      expect(isToVerify(shown(changes))).toBe(false)
    const seen = applied(say(done(), { verdict: 'not-solved' })).observation
    const findings = [shown(seen), shown({})]
    expect(verdictCounts(findings, followUpId).map(({ count }) => count)).toEqual([0, 1, 0])
  })
})
