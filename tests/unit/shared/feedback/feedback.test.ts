import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyFeedback,
  type FeedbackName,
} from '../../../../shared/observation/feedback/mutations.ts'
import { unheededFeedback } from '../../../../shared/observation/feedback/unheeded-feedback.ts'
import {
  statusFamily,
  statuses,
  type ObservationStatus,
} from '../../../../shared/observation/observation-status.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import { visibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { WalkContext } from '../../../../shared/sync/mutation-context.ts'
import {
  actors,
  makeContext,
  makeObservation,
  someUuid,
} from '../../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../../support/oracles/rule-outcomes.ts'

const at = '2026-11-12T08:00:00.000Z'
const later = '2026-11-13T08:00:00.000Z'

const answered = (status: ObservationStatus, changes: Partial<Observation> = {}) =>
  makeObservation({ status, answer: { status, text: 'Gjort', at, by: 'Vej og park' }, ...changes })

interface Said {
  text?: string
  answeredAt?: string | null
  commentId?: string
  context?: Partial<WalkContext>
}
const say =
  (kind: FeedbackName) =>
  (current: Observation, said: Said = {}) => {
    const { text = 'Den er stadig slukket', answeredAt = current.answer?.at ?? null } = said
    const args = { observationId: current.id, commentId: said.commentId ?? someUuid() }
    const mutation = { name: kind, args: { ...args, answeredAt, text } }
    return applyFeedback(current, mutation, makeContext({ now: later, ...said.context }))
  }
const notSolved = say('observation.not-solved@1')
const answer = say('observation.answer-question@1')
const by = (actor: WalkContext['actor']): Said => ({ context: { actor } })

describe('"det er ikke løst"', () => {
  it.each(['done', 'verified'] as const)('reopens what is %s, with the reason', (status) => {
    const { observation, event } = applied(notSolved(answered(status)))
    expect(observation).toMatchObject({ status: 'reopened', answer: { text: 'Gjort', status } })
    const [said] = observation.comments
    expect(said).toMatchObject({ about: 'not-solved', text: 'Den er stadig slukket' })
    const data = { from: status, status: 'reopened', commentId: said?.id }
    expect(event).toEqual({ kind: 'status-set', data })
    expect(unheededFeedback(observation)?.text).toBe('Den er stadig slukket')
  })

  it('may be said by everybody who walked, of all that they may see, and by nobody else', () => {
    for (const actor of [actors.walker, actors.otherWalker, actors.leader, actors.recorder]) {
      expect(applied(notSolved(answered('done'), by(actor))).observation.status).toBe('reopened')
    }
    for (const actor of [actors.official, actors.coordinator, actors.admin]) {
      const current = answered('done', { partyIds: ['road'] })
      expect(notSolved(current, by(actor))).toEqual(refusedWith('not-allowed'))
    }
    const restricted = answered('done', { category: 'adf.ophold' })
    for (const actor of [actors.otherWalker, actors.recorder]) {
      expect(notSolved(restricted, by(actor))).toEqual(refusedWith('observation-missing'))
    }
    for (const actor of [actors.walker, actors.leader]) {
      expect(applied(notSolved(restricted, by(actor))).observation.status).toBe('reopened')
    }
  })

  it('needs a reason, within the limit of texts', () => {
    expect(notSolved(answered('done'), { text: '  ' })).toEqual(refusedWith('needs-text'))
    const long = notSolved(answered('done'), { text: 'x'.repeat(100_000) })
    expect(long).toMatchObject({ ok: false, problem: { code: 'text-too-long' } })
  })

  it('reopens once for each time that something was called done; every reason is kept', () => {
    const first = applied(notSolved(answered('done'))).observation
    const second = applied(notSolved(first, { ...by(actors.otherWalker), text: 'Også i dag' }))
    expect(second.observation.status).toBe('reopened')
    expect(second.event.kind).toBe('commented')
    expect(second.observation.comments).toHaveLength(2)
    const again = {
      ...first,
      status: 'done',
      answer: { ...first.answer, at: later },
    } as Observation
    const late = applied(notSolved(again, { answeredAt: at })).observation
    expect([late.status, late.comments.length]).toEqual(['done', 2])
    expect(applied(notSolved(again, { answeredAt: later })).observation.status).toBe('reopened')
  })

  it('holds against a confirmation that came in between', () => {
    const verified = answered('verified', {
      answer: { status: 'verified', text: '', at: later, by: '', byRole: 'walker' },
    })
    expect(applied(notSolved(verified, { answeredAt: at })).observation.status).toBe('reopened')
  })

  it('changes no other status, never loses a reason, and is refused the second time it arrives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...statuses), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (path, isWithdrawn) => {
          let current = answered('received', { isWithdrawn })
          for (const status of path) {
            current = { ...current, status }
            const commentId = someUuid()
            const { observation } = applied(notSolved(current, { commentId }))
            const isReopened = statusFamily(status) === 'solved' && !isWithdrawn
            expect(observation.status).toBe(isReopened ? 'reopened' : status)
            expect(observation.comments.length).toBe(current.comments.length + 1)
            expect(notSolved(observation, { commentId })).toEqual(refusedWith('stale'))
            current = observation
          }
        },
      ),
    )
  })

  it('is read by the others on the walk without the name of who said it', () => {
    const { observation } = applied(notSolved(answered('done')))
    const seen = visibleObservation(observation, actors.otherWalker)
    expect(seen?.comments).toMatchObject([{ about: 'not-solved', by: '' }])
    expect(seen?.comments[0]).not.toHaveProperty('authorClientId')
  })
})

describe('an answer to a question', () => {
  const asked = (changes: Partial<Observation> = {}) =>
    answered('needs-info', {
      answer: { status: 'needs-info', text: 'Hvor mange lamper?', at, by: 'Vej og park' },
      ...changes,
    })

  it('gives the finding back to its party, or to the coordinator while it has none', () => {
    const assigned = applied(answer(asked({ partyIds: ['road'] }), { text: 'Tre' }))
    expect(assigned.observation).toMatchObject({
      status: 'assigned',
      answer: { text: 'Hvor mange lamper?' },
      comments: [{ about: 'question', text: 'Tre', audience: 'public' }],
    })
    expect(assigned.event.data).toMatchObject({ from: 'needs-info', status: 'assigned' })
    expect(applied(answer(asked())).observation.status).toBe('reviewed')
  })

  it('is for the author alone', () => {
    for (const actor of [actors.otherWalker, actors.leader, actors.coordinator]) {
      expect(answer(asked(), by(actor))).toEqual(refusedWith('not-allowed'))
    }
  })

  it('to a question that no longer stands only joins the conversation', () => {
    const planned = { ...asked(), status: 'planned' } as Observation
    const late = applied(answer(planned))
    expect([late.observation.status, late.event.kind]).toEqual(['planned', 'commented'])
    const askedAgain = applied(answer(asked(), { answeredAt: null })).observation
    expect([askedAgain.status, askedAgain.comments.length]).toEqual(['needs-info', 1])
  })

  it('is shown to officials until there is another answer', () => {
    const { observation } = applied(answer(asked(), { text: 'Tre' }))
    expect(unheededFeedback(observation)?.text).toBe('Tre')
    const next = { status: 'accepted', text: '', at: later, by: 'Vej og park' } as const
    expect(unheededFeedback({ ...observation, status: 'accepted', answer: next })).toBeUndefined()
    const askedAgain = { ...observation, answer: { ...next, status: 'needs-info' as const } }
    expect(unheededFeedback({ ...askedAgain, status: 'needs-info' })).toBeUndefined()
  })
})
