import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetView, readLastView, rememberView } from '../../../client/map/last-view.ts'

const humlebakken = { center: { longitude: 9.97655, latitude: 57.02812 }, zoom: 17 }

describe('the last view of the map', () => {
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

  it('is where the same walk opens again', () => {
    rememberView('a', humlebakken)
    expect(readLastView('a')).toEqual(humlebakken)
  })

  it('is not used for another walk', () => {
    rememberView('a', humlebakken)
    expect(readLastView('b')).toBeUndefined()
  })

  it('is deleted when everything on the phone is deleted', () => {
    rememberView('a', humlebakken)
    forgetView()
    expect([...stored]).toEqual([])
  })

  it.each([
    '',
    'null',
    '[]',
    '{"walk":"a"}',
    '{"walk":"a","longitude":"9","latitude":57,"zoom":9}',
  ])('is ignored when the phone holds %j', (text) => {
    stored.set('lygte-walk-view', text)
    expect(readLastView('a')).toBeUndefined()
  })

  it('is ignored when storage is forbidden, and nobody is bothered', () => {
    vi.stubGlobal('localStorage', undefined)
    rememberView('a', humlebakken)
    expect(readLastView('a')).toBeUndefined()
  })
})
