import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { receivedPins } from '../../../client/app/my-walks/received-pins.ts'
import type { Pin } from '../../../client/local/pins/pin.ts'
import {
  forgetStatusSecrets,
  keepStatusSecrets,
  readStatusSecrets,
} from '../../../client/ui/saving/status-secrets.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import { actors, makeObservation } from '../../support/fixtures/make-observation.ts'

function pinOf(pin: Partial<Pin>, changes: Partial<Observation> = {}): Pin {
  const observation = visibleObservation(makeObservation(changes), actors.walker)
  if (!observation) throw new Error('the reader may not see it')
  return { id: observation.id, observation, receivedAt: null, ...pin } as Pin
}

describe('what happened, on the phone', () => {
  it('counts what the server has not received apart, and says nothing of it', () => {
    const waits = pinOf({ delivery: 'on-phone' }, { number: null })
    const arrived = pinOf({ delivery: 'received' }, { number: null })
    const received = { ...arrived, receivedAt: '2026-10-29T18:42:09.000Z' }
    const others = pinOf({ delivery: 'from-others' })
    // It was received before, and a change of it waits.
    const edited = pinOf({ delivery: 'on-phone' })
    expect(receivedPins([waits, received, others, edited])).toEqual({
      received: [received, others, edited],
      unsent: 1,
    })
  })
})

describe('the secret of a status page', () => {
  const stored = new Map<string, string>()
  beforeEach(() => {
    stored.clear()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
      removeItem: (key: string) => stored.delete(key),
    })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('is kept for each walk, and goes with the walk or with everything', () => {
    keepStatusSecrets('a', { pending: 'x' })
    keepStatusSecrets('a', { open: 'x' })
    keepStatusSecrets('b', { open: 'y' })
    expect(readStatusSecrets('a')).toEqual({ open: 'x' })
    forgetStatusSecrets('a')
    expect([readStatusSecrets('a'), readStatusSecrets('b')]).toEqual([{}, { open: 'y' }])
    forgetStatusSecrets()
    expect(stored.size).toBe(0)
  })
})
