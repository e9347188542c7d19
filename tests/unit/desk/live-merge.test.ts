import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeLive } from '../../../client/features/desk/list/live-merge.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { makeVisible } from './make-visible.ts'

const pool = Array.from({ length: 12 }, () => makeVisible())
const ids = (rows: readonly VisibleObservation[]) => rows.map((row) => row.id)
const someRows = fc.shuffledSubarray(pool)
const stretch = fc.record({ rows: someRows, isComplete: fc.boolean() })

describe('news in a list that somebody is looking at', () => {
  it('never reorders, adds or removes a row, whatever the server answers', () => {
    fc.assert(
      fc.property(stretch, stretch, (shown, fresh) => {
        expect(ids(mergeLive(shown, fresh).rows)).toEqual(ids(shown.rows))
      }),
    )
  })

  it('accounts for every row: shown and fresh, shown and missing, or new', () => {
    fc.assert(
      fc.property(someRows, someRows, (shown, fresh) => {
        const all = { rows: shown, isComplete: true }
        const { newIds, missingIds } = mergeLive(all, { rows: fresh, isComplete: true })
        const kept = ids(shown).filter((id) => ids(fresh).includes(id))
        expect([...kept, ...newIds].toSorted()).toEqual(ids(fresh).toSorted())
        expect([...kept, ...missingIds].toSorted()).toEqual(ids(shown).toSorted())
      }),
    )
  })

  it('shows the newest content of every row in its old place', () => {
    const [first, second] = [makeVisible(), makeVisible()]
    const changed = { ...first, status: 'assigned' as const }
    const merged = mergeLive(
      { rows: [first, second], isComplete: true },
      { rows: [second, changed], isComplete: true },
    )
    expect(merged.rows).toEqual([changed, second])
  })

  it('keeps the very same rows where nothing has changed, so that a long list is not drawn again', () => {
    const [same, other] = [makeVisible(), makeVisible()]
    const fresh = [{ ...same }, { ...other, place: 'Nytorv' }]
    const { rows } = mergeLive(
      { rows: [same, other], isComplete: true },
      { rows: fresh, isComplete: true },
    )
    expect(rows[0]).toBe(same)
    expect(rows[1]).toBe(fresh[1])
  })

  it('counts two that arrived on top', () => {
    const shown = [makeVisible(), makeVisible()]
    const arrived = [makeVisible(), makeVisible()]
    const merged = mergeLive(
      { rows: shown, isComplete: false },
      { rows: [...arrived, ...shown], isComplete: false },
    )
    expect(merged.newIds).toEqual(ids(arrived))
  })

  it('does not count rows of the next page, which nobody has asked for yet', () => {
    const shown = [makeVisible(), makeVisible()]
    const nextPage = [makeVisible(), makeVisible()]
    const fresh = { rows: [...shown, ...nextPage], isComplete: true }
    expect(mergeLive({ rows: shown, isComplete: false }, fresh).newIds).toEqual([])
  })

  it('counts one that arrived at the very end of a list shown to its end', () => {
    const shown = [makeVisible()]
    const last = makeVisible()
    const fresh = { rows: [...shown, last], isComplete: true }
    expect(mergeLive({ rows: shown, isComplete: true }, fresh).newIds).toEqual([last.id])
  })
})
