import { describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { followReadiness } from '../../../client/app/under-way/follow-readiness.ts'
import { keepAwake } from '../../../client/app/under-way/keep-awake.ts'
import { restPosition } from '../../../client/app/under-way/rest-position.ts'

/** A page that can be put into a pocket. */
function pocket() {
  const target = new EventTarget()
  let visibilityState: DocumentVisibilityState = 'visible'
  const turn = async (next: DocumentVisibilityState) => {
    visibilityState = next
    target.dispatchEvent(new Event('visibilitychange'))
    await settled()
  }
  const page = {
    get visibilityState() {
      return visibilityState
    },
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  } as unknown as Document
  return { page, hide: () => turn('hidden'), see: () => turn('visible') }
}

const settled = async () => {
  for (let n = 0; n < 5; n += 1) await Promise.resolve()
}

/** Counts how many locks are held. */
function fakeLock() {
  const locks = { held: 0, asked: 0 }
  const request = async () => {
    locks.asked += 1
    locks.held += 1
    return {
      release: async () => {
        locks.held -= 1
      },
    }
  }
  return { locks, wakeLock: { request } }
}

describe('the screen', () => {
  it('stays on while it is wanted, goes off with the page, and stays on again when the page comes back', async () => {
    const { page, hide, see } = pocket()
    const { locks, wakeLock } = fakeLock()
    const screen = keepAwake({ wakeLock, page })
    await settled()
    expect(locks.held).toBe(0)
    screen.want(true)
    screen.want(true)
    await settled()
    expect(locks).toEqual({ held: 1, asked: 1 })
    await hide()
    expect(locks.held).toBe(0)
    await see()
    expect(locks).toEqual({ held: 1, asked: 2 })
    screen.want(false)
    await settled()
    await hide()
    await see()
    expect(locks).toEqual({ held: 0, asked: 2 })
  })

  it('is let go of with the app, and nothing is asked for afterwards', async () => {
    const { page, hide, see } = pocket()
    const { locks, wakeLock } = fakeLock()
    const screen = keepAwake({ wakeLock, page })
    screen.want(true)
    screen.stop()
    await settled()
    await hide()
    await see()
    expect(locks).toEqual({ held: 0, asked: 1 })
  })

  it('goes off as ever, without an error, where the phone says no or the browser cannot keep it on', async () => {
    const { page, hide, see } = pocket()
    const request = vi.fn(() => Promise.reject(new Error('battery')))
    const refused = keepAwake({ wakeLock: { request }, page })
    refused.want(true)
    await settled()
    await hide()
    await see()
    expect(request).toHaveBeenCalledTimes(2)
    const absent = keepAwake({ wakeLock: undefined, page })
    expect(() => absent.want(true)).not.toThrow()
    await hide()
    absent.stop()
  })
})

describe('the watch of the position', () => {
  const watched = (first: 'known' | 'not-asked' | 'denied') => {
    const state = ref<'known' | 'not-asked' | 'denied'>(first)
    const place = { state, start: vi.fn(), stop: vi.fn() }
    return place as typeof place & Parameters<typeof restPosition>[0]
  }

  it('rests while nobody sees the page, and goes on afterwards', async () => {
    const { page, hide, see } = pocket()
    const place = watched('known')
    const stop = restPosition(place, page)
    await hide()
    expect([place.stop.mock.calls.length, place.start.mock.calls.length]).toEqual([1, 0])
    await see()
    await see()
    expect([place.stop.mock.calls.length, place.start.mock.calls.length]).toEqual([1, 1])
    stop()
    await hide()
    expect(place.stop).toHaveBeenCalledTimes(1)
  })

  it.each(['not-asked', 'denied'] as const)(
    'is not begun by coming back when it was %s',
    async (state) => {
      const { page, hide, see } = pocket()
      const place = watched(state)
      restPosition(place, page)
      await hide()
      await see()
      expect(place.start).not.toHaveBeenCalled()
    },
  )
})

describe('whether the phone is ready', () => {
  it('is looked at for a walk that is ahead or under way, and again when the page comes back after ten minutes', async () => {
    const { page, hide, see } = pocket()
    const check = vi.fn(() => Promise.resolve())
    let now = 0
    let isAsked = false
    const readiness = followReadiness({ page, now: () => now, isAsked: () => isAsked, check })
    readiness.look()
    expect(check).not.toHaveBeenCalled()
    isAsked = true
    readiness.look()
    await hide()
    now = 9 * 60_000
    await see()
    expect(check).toHaveBeenCalledTimes(1)
    await hide()
    now = 11 * 60_000
    await see()
    expect(check).toHaveBeenCalledTimes(2)
    readiness.stop()
    now = 60 * 60_000
    await hide()
    await see()
    expect(check).toHaveBeenCalledTimes(2)
  })
})
