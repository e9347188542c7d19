import { describe, expect, it } from 'vitest'
import { shownLines } from '../../../client/features/walk/said/shown-lines.ts'
import type { OwnAnswer } from '../../../client/local/answers/answer-storage.ts'

const now = Date.parse('2026-10-29T19:00:00.000Z')
const said = [
  { id: 'a', text: 'Vi venter', at: '2026-10-29T18:50:00.000Z' },
  { id: 'b', text: 'Vi går nu', at: '2026-10-29T18:55:00.000Z' },
]
const own = (change: Partial<Extract<OwnAnswer, { kind: 'said' }>> = {}): OwnAnswer => ({
  ...{ kind: 'said', id: 'entry', lineId: 'c', line: 'Ved bænken' },
  ...{ at: '2026-10-29T18:59:00.000Z', delivery: 'on-phone', problem: null, receivedAt: null },
  ...change,
})
const idsOf = (answers: OwnAnswer[]) => shownLines(said, answers, now).map(({ id }) => id)

describe('what a leader has said', () => {
  it('is shown with the newest first', () => {
    expect(idsOf([])).toEqual(['b', 'a'])
  })

  it('is on the own screen at once, with what has become of it', () => {
    const [first] = shownLines(said, [own()], now)
    expect(first).toMatchObject({ id: 'c', text: 'Ved bænken', own: { delivery: 'on-phone' } })
  })

  it('is shown once when the walk has it', () => {
    const lines = shownLines(said, [own({ lineId: 'b', delivery: 'received' })], now)
    expect(lines.map(({ id }) => id)).toEqual(['b', 'a'])
    expect(lines[0]?.own).toBeNull()
  })

  it('is no line when it was refused, nor when it was received and is not there any more', () => {
    expect(idsOf([own({ delivery: 'refused' })])).toEqual(['b', 'a'])
    const receivedAt = '2026-10-29T18:50:00.000Z'
    expect(idsOf([own({ delivery: 'received', receivedAt })])).toEqual(['b', 'a'])
  })

  it('does not vanish between its receipt and the arrival of the walk’s row', () => {
    const receivedAt = '2026-10-29T18:59:59.000Z'
    expect(idsOf([own({ delivery: 'received', receivedAt })])).toEqual(['c', 'b', 'a'])
  })
})
