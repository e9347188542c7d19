import { describe, expect, it } from 'vitest'
import { lastEvent, unansweredWords } from '../../../shared/observation/last-event.ts'
import type { Answer, Comment } from '../../../shared/observation/observation.ts'
import { makeObservation } from '../../support/fixtures/make-observation.ts'

const moment = (hour: number) => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`
const answerAt = (hour: number, byRole?: Answer['byRole']): Answer => ({
  status: 'accepted',
  text: 'Vi ser på det',
  at: moment(hour),
  by: 'By og Land',
  ...(byRole && { byRole }),
})
const commentAt = (hour: number, more: Partial<Comment> = {}): Comment => ({
  id: `01a00000-0000-7000-8000-0000000000${10 + hour}`,
  audience: 'public',
  text: 'Den er slukket igen',
  by: '',
  at: moment(hour),
  ...more,
})
const received = { ...makeObservation(), receivedAt: moment(8) }

describe('the last event of a finding', () => {
  it('is that it was received while nothing else has happened', () => {
    expect(lastEvent(received)).toEqual({ kind: 'received', at: moment(8) })
  })

  it('is the latest of what was assigned, answered and written', () => {
    const assigned = { ...received, heldSince: moment(9) }
    expect(lastEvent(assigned)).toEqual({ kind: 'assigned', at: moment(9) })
    const answered = { ...assigned, answer: answerAt(10) }
    expect(lastEvent(answered)).toEqual({ kind: 'answered', at: moment(10) })
    const written = { ...answered, comments: [commentAt(11)] }
    expect(lastEvent(written)).toEqual({ kind: 'commented', at: moment(11) })
    expect(lastEvent({ ...written, heldSince: moment(12) })).toEqual({
      kind: 'assigned',
      at: moment(12),
    })
  })

  it('is the moment on the phone where the server has not received it yet', () => {
    const waiting = { ...received, receivedAt: null, capturedAt: moment(7) }
    expect(lastEvent(waiting)).toEqual({ kind: 'received', at: moment(7) })
  })
})

describe('words of somebody who walked', () => {
  const walker = commentAt(10, { byRole: 'walker' })

  it('stand in the row until an official answers or writes to those who walked', () => {
    expect(unansweredWords({ answer: answerAt(9), comments: [walker] })).toEqual(walker)
    expect(unansweredWords({ answer: answerAt(11), comments: [walker] })).toBeUndefined()
    expect(unansweredWords({ answer: null, comments: [walker, commentAt(12)] })).toBeUndefined()
  })

  it('are not answered by words that only officials read, nor by what was seen on site', () => {
    const internal = commentAt(12, { audience: 'internal' })
    expect(unansweredWords({ answer: null, comments: [walker, internal] })).toEqual(walker)
    expect(unansweredWords({ answer: answerAt(12, 'leader'), comments: [walker] })).toEqual(walker)
  })
})
