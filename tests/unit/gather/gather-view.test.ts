import { describe, expect, it } from 'vitest'
import {
  gatherFindings,
  groupByStop,
  samePairs,
  standing,
} from '../../../client/features/gather/gather-view.ts'
import { sinceApproval, toApprove } from '../../../client/features/gather/list-approval.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import {
  visibleObservation,
  type VisibleObservation,
} from '../../../shared/observation/visible-observation.ts'
import {
  actors,
  makeObservation,
  somePosition,
  someUuid,
} from '../../support/fixtures/make-observation.ts'

const seen = (changes: Partial<Observation> = {}): VisibleObservation => {
  const finding = visibleObservation(makeObservation(changes), actors.leader)
  if (!finding) throw new Error('the leader may not see it')
  return finding
}
const linkedTo = (duplicateOf: string, changes: Partial<Observation> = {}) =>
  seen({
    status: 'duplicate',
    answer: { status: 'duplicate', text: '', at: 'x', by: '', duplicateOf },
    ...changes,
  })
const away = { ...somePosition, latitude: 57.06 }

describe('the findings of a walk', () => {
  it('hold what was linked to them, along a chain of links, and nothing is left out or doubled', () => {
    const main = seen({ number: 1 })
    const copy = linkedTo(main.id, { number: 2 })
    const second = linkedTo(copy.id, { number: 3 })
    const lost = linkedTo(someUuid(), { number: 4 })
    const all = [second, lost, copy, main]
    const gathered = gatherFindings(standing(all))
    expect(gathered).toEqual([
      { finding: main, copies: [copy, second] },
      { finding: lost, copies: [] },
    ])
  })

  it('of two that are linked to each other are both shown', () => {
    const [a, b] = [someUuid(), someUuid()]
    const circle = [linkedTo(b, { id: a }), linkedTo(a, { id: b })]
    const shown = gatherFindings(circle).flatMap(({ finding, copies }) => [finding, ...copies])
    expect(shown.map(({ id }) => id).sort()).toEqual([a, b].sort())
  })

  it('stand under the nearest stop in the order of the plan, and an address under none', () => {
    const stops = [57.06, 57.0482].map((latitude) => ({
      ...{ id: someUuid(), name: String(latitude) },
      ...{ longitude: somePosition.longitude, latitude },
    }))
    const [near, far] = [seen(), seen({ position: away })]
    const address = seen({ position: { ...somePosition, source: 'address' } })
    const groups = groupByStop(gatherFindings([near, far, address]), stops)
    expect(groups.map(({ stop, findings }) => [stop?.id, findings[0]?.finding])).toEqual([
      [stops[0]?.id, far],
      [stops[1]?.id, near],
      [undefined, address],
    ])
  })
})

describe('a suggestion that two are the same', () => {
  it('asks of each finding once, links the later one to the earlier one, and not where somebody said no', () => {
    const [one, two, three] = [seen({ number: 1 }), seen({ number: 2 }), seen({ number: 3 })]
    expect(samePairs([one, two, three])).toMatchObject([{ first: one, second: two, metres: 0 }])
    const apart = seen({ number: 2, apartFrom: [one.id] })
    expect(samePairs([one, apart])).toEqual([])
  })

  it('comes neither for another kind, nor far away, nor where a party has begun', () => {
    const one = seen({ number: 1 })
    for (const other of [
      { category: 'vej.hul' },
      { position: away },
      { status: 'planned' },
    ] as const) {
      expect(samePairs([one, seen({ number: 2, ...other })])).toEqual([])
    }
  })
})

describe('what differs from the approved list', () => {
  const [one, two] = [seen(), seen()]
  const approval = { at: 'x', byRole: 'leader', top: [], findings: toApprove([one, two]) } as const

  it('is nothing while nothing has changed, and unknown while there is no list', () => {
    const since = sinceApproval({ top: [], approval }, [one, two])
    expect(since).toEqual({ changed: new Set(), added: new Set(), gone: 0, isTopChanged: false })
    expect(sinceApproval({ top: [], approval: null }, [one])).toBeNull()
  })

  it('counts what says something else, what came and what has gone, and another order', () => {
    const changed = { ...one, text: 'Den anden lampe' }
    const late = seen()
    const since = sinceApproval({ top: [one.id], approval }, [changed, late])
    expect(since).toEqual({
      changed: new Set([one.id]),
      added: new Set([late.id]),
      gone: 1,
      isTopChanged: true,
    })
  })
})
