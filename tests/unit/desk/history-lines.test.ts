import { describe, expect, it } from 'vitest'
import { historyLines } from '../../../client/features/desk/panel/history/history-lines.ts'
import type { HistoryEvent } from '../../../shared/contract/api-contract.ts'

const event = (changes: Partial<HistoryEvent>): HistoryEvent => ({
  seq: '1',
  kind: 'created',
  by: 'Anna',
  byKind: 'device',
  data: {},
  capturedAt: null,
  receivedAt: '2026-10-29T19:00:00.000Z',
  ...changes,
})

describe('the history in plain words', () => {
  it('describes an assignment from whom to whom, from when to when', () => {
    const [line] = historyLines(
      [
        event({
          kind: 'assigned',
          data: {
            from: { partyIds: ['vej'], dueOn: '2026-11-12', status: 'received' },
            partyIds: ['politi'],
            dueOn: null,
            status: 'assigned',
          },
        }),
      ],
      [],
    )
    expect(line).toMatchObject({
      from: 'received',
      to: 'assigned',
      fromParties: ['vej'],
      toParties: ['politi'],
      fromDue: '2026-11-12',
      toDue: null,
    })
  })

  it('describes a status from which to which, with the reason as a code and the original words', () => {
    const [line] = historyLines(
      [
        event({
          kind: 'status-set',
          data: { from: 'assigned', status: 'declined', reason: 'by-design', text: 'Natslukning' },
        }),
      ],
      [],
    )
    expect(line).toMatchObject({ from: 'assigned', to: 'declined', quote: 'Natslukning' })
    expect(line?.details).toEqual({ reason: 'by-design' })
  })

  it('quotes a comment from the observation, and only when the reader may see it', () => {
    const commented = event({ kind: 'commented', data: { commentId: 'c1', audience: 'internal' } })
    const comment = { id: 'c1', audience: 'internal', text: 'Ring', by: 'Pia', at: '' } as const
    expect(historyLines([commented], [comment])[0]).toMatchObject({
      quote: 'Ring',
      audience: 'internal',
    })
    expect(historyLines([commented], [])[0]).toMatchObject({ quote: '', audience: null })
  })

  it('shows the time of capture only when it was well before the arrival', () => {
    const late = event({ capturedAt: '2026-10-29T18:42:05.000Z' })
    const prompt = event({ capturedAt: '2026-10-29T18:59:00.000Z' })
    expect(historyLines([late], [])[0]?.captured?.at).toBe('2026-10-29T18:42:05.000Z')
    expect(historyLines([prompt], [])[0]?.captured).toBeNull()
  })

  it('D6: marks what came after the observation was withdrawn', () => {
    const flags = [{ afterWithdrawal: true }, {}].map(
      (data) => historyLines([event({ kind: 'commented', data })], [])[0]?.isAfterWithdrawal,
    )
    expect(flags).toEqual([true, false])
  })

  it('keeps a line for an event that this desk does not know yet', () => {
    const [line] = historyLines([event({ kind: 'merged', data: { with: 7 } })], [])
    expect(line).toMatchObject({ kind: 'unknown', by: 'Anna' })
  })
})
