import { describe, expect, it } from 'vitest'
import { stageOf } from '../../../client/features/desk/walks/walk-stage.ts'

describe('how far a walk is', () => {
  const startedAt = '2026-10-29T17:00:00.000Z'

  it('is its phase, and an open walk that was begun is under way', () => {
    expect(stageOf({ phase: 'planned' })).toBe('planned')
    expect(stageOf({ phase: 'open', startedAt: null })).toBe('open')
    expect(stageOf({ phase: 'open', startedAt })).toBe('under-way')
    expect(stageOf({ phase: 'closed', startedAt })).toBe('closed')
  })
})
