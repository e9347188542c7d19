import { describe, expect, it, vi } from 'vitest'
import { passUntouched } from '../../../client/service-worker/pass-untouched.ts'
import { isAppAddress, isPassed } from '../../../client/service-worker/passed-requests.ts'

const origin = 'https://lygte.test'
const request = (path: string, init: RequestInit = {}) => new Request(new URL(path, origin), init)

describe('the service worker', () => {
  it('leaves everything but reading of whole files of ours to the network', () => {
    for (const passed of [
      request('/api/sync/push', { method: 'POST' }),
      request('/api/events'),
      request('/tiles/14/8643/5015.mvt'),
      request('/desk/observations'),
      request('/desk'),
      request('/assets/x.js', { headers: { range: 'bytes=0-100' } }),
      request('https://tile.openstreetmap.org/1/1/1.png'),
    ]) {
      expect([passed.url, isPassed(passed, origin)]).toEqual([passed.url, true])
    }
    for (const own of ['/', '/v/NYVA26', '/assets/walk-main-1a2b3c4d.js', '/deskless']) {
      expect([own, isPassed(request(own), origin)]).toEqual([own, false])
    }
  })

  it('answers the addresses of the walk app with its page, and never a file', () => {
    for (const page of ['/', '/v/NYVA26', '/pins/0193', '/me']) {
      expect([page, isAppAddress(page)]).toEqual([page, true])
    }
    for (const other of [
      '/api/health',
      '/tiles/1/2/3',
      '/desk',
      '/assets/gone-1234.js',
      '/x.css',
    ]) {
      expect([other, isAppAddress(other)]).toEqual([other, false])
    }
  })
})

it('tells the browser beforehand of no request that the worker would answer, and does without where it cannot', () => {
  type Listener = (event: unknown) => void
  const listeners = new Map<string, Listener>()
  const addEventListener = (name: string, listener: Listener) => listeners.set(name, listener)
  vi.stubGlobal('self', { location: { origin }, addEventListener })
  passUntouched()
  vi.unstubAllGlobals()
  const told: { condition: { urlPattern: string }; source: string }[] = []
  const addRoutes = async (rules: typeof told) => void told.push(...rules)
  listeners.get('install')?.({ addRoutes, waitUntil: () => undefined })
  listeners.get('install')?.({
    waitUntil: () => expect.unreachable('there is nothing to wait for'),
  })
  const patterns = told.map(({ condition }) => condition.urlPattern)
  expect(patterns).toContain('/api/*')
  for (const pattern of patterns) {
    for (const rest of ['', 'x', 'x/y?z=1']) {
      const url = `${origin}${pattern.replace('*', rest)}`
      expect(isPassed(new Request(url), origin), url).toBe(true)
    }
  }
})
