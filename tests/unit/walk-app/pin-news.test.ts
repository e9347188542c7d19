import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isNews, lookedAtIn, noteLookedAt } from '../../../client/features/walk/news/pin-news.ts'
import type { Pin } from '../../../client/local/pins/pin.ts'
import { forgetLookedAt, keepLookedAt, readLookedAt } from '../../../client/ui/saving/looked-at.ts'
import type { DeviceActor } from '../../../shared/access/roles.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import {
  actors,
  makeObservation,
  someUuid,
  someWalkId,
} from '../../support/fixtures/make-observation.ts'

const at = '2026-11-12T08:00:00.000Z'
const planned = { status: 'planned', text: 'I marts', at, by: 'Vej' } as const

function pinOf(changes: Partial<Observation>, reader: DeviceActor = actors.otherWalker): Pin {
  const observation = visibleObservation(makeObservation(changes), reader)
  if (!observation) throw new Error('the reader may not see it')
  return { id: observation.id, observation } as unknown as Pin
}
const news = (pins: Pin[]) =>
  pins.filter((pin) => isNews(pin, lookedAtIn(someWalkId, pins))).map(({ id }) => id)

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

describe('what is new since the person last looked', () => {
  test('is a status, an answer and a comment of officials, until the pin is opened, each again', () => {
    keepLookedAt(someWalkId, {})
    const id = someUuid()
    const steps: Partial<Observation>[] = [
      { status: 'assigned' },
      { status: 'planned', answer: planned },
      { status: 'planned', answer: { ...planned, at: '2026-11-14T08:00:00.000Z' } },
      {
        status: 'planned',
        answer: planned,
        comments: [{ id: someUuid(), audience: 'public', text: 'Nu', by: 'Vej', at }],
      },
    ]
    for (const step of steps) {
      const pin = pinOf({ id, ...step })
      expect(news([pin])).toEqual([id])
      noteLookedAt(pin, [pin])
      expect(news([pin])).toEqual([])
    }
  })

  test('is nothing that people on the walk do', () => {
    keepLookedAt(someWalkId, {})
    const said = { id: someUuid(), audience: 'public', text: 'Også her', by: 'Bo', at } as const
    const pins = [
      pinOf({ comments: [{ ...said, byRole: 'walker' }] }),
      pinOf({ status: 'reviewed' }),
      pinOf({ seenToo: [{ feeling: 2 }] }),
    ]
    expect(news(pins)).toEqual([])
    const id = someUuid()
    const calledDone = { ...planned, status: 'done' } as const
    noteLookedAt(pinOf({ id, status: 'done', answer: calledDone }), [])
    const reason = { ...said, byRole: 'walker', about: 'not-solved' } as const
    const reopened = { id, status: 'reopened', answer: calledDone, comments: [reason] } as const
    expect(news([pinOf(reopened)])).toEqual([])
  })

  test('begins with what is known of others on a phone that has never looked, and tells it of its own', () => {
    const old = pinOf({ status: 'planned', answer: planned })
    const own = pinOf({ status: 'planned', answer: planned }, actors.walker)
    expect(news([old, own])).toEqual([own.id])
    noteLookedAt(own, [old, own])
    expect(news([old, own])).toEqual([])
    const later = pinOf({ ...old.observation, status: 'done' } as unknown as Observation)
    expect(news([later, own])).toEqual([later.id])
  })

  test('is kept for each walk, and goes with a walk that is left', () => {
    const other = someUuid()
    keepLookedAt(someWalkId, { a: 'done' })
    keepLookedAt(other, { b: 'done' })
    forgetLookedAt(other)
    expect([readLookedAt(someWalkId), readLookedAt(other)]).toEqual([{ a: 'done' }, undefined])
    forgetLookedAt()
    expect(stored.size).toBe(0)
  })
})
