import { describe, expect, it } from 'vitest'
import {
  canBeOriginal,
  differencesBetween,
} from '../../../../shared/observation/triage/can-be-original.ts'
import { distanceMetres } from '../../../../shared/geo.ts'
import { makeObservation, someUuid } from '../../../support/fixtures/make-observation.ts'

describe('the original of a duplicate', () => {
  it('is like it where category and walk are the same and it is no farther than 100 m', () => {
    const finding = makeObservation()
    const moved = (latitude: number) => ({ ...finding.position, latitude })
    const near = makeObservation({ position: moved(finding.position.latitude + 0.00089) })
    const far = makeObservation({ position: moved(finding.position.latitude + 0.00091) })
    expect(distanceMetres(finding.position, near.position)).toBeLessThan(100)
    expect(distanceMetres(finding.position, far.position)).toBeGreaterThan(100)
    expect(differencesBetween(finding, near)).toEqual([])
    expect(differencesBetween(finding, far)).toEqual(['place'])
    const other = { ...far, category: 'syn.beplantning', walkId: someUuid() }
    expect(differencesBetween(finding, other)).toEqual(['category', 'walk', 'place'])
  })

  it('is neither withdrawn nor a duplicate itself', () => {
    expect(canBeOriginal(makeObservation())).toBe(true)
    expect(canBeOriginal(makeObservation({ status: 'done' }))).toBe(true)
    expect(canBeOriginal(makeObservation({ isWithdrawn: true }))).toBe(false)
    expect(canBeOriginal(makeObservation({ status: 'duplicate' }))).toBe(false)
  })
})
