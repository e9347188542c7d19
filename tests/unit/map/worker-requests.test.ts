import { describe, expect, it } from 'vitest'
import {
  isAppAddress,
  isPassed,
  networkOnly,
} from '../../../client/service-worker/passed-requests.ts'

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
      request('/vandringer/0193'),
      request('/assets/x.js', { headers: { range: 'bytes=0-100' } }),
      request('https://tile.openstreetmap.org/1/1/1.png'),
    ]) {
      expect([passed.url, isPassed(passed, origin)]).toEqual([passed.url, true])
    }
    for (const own of [
      '/',
      '/v/NYVA26',
      '/assets/walk-main-1a2b3c4d.js',
      '/deskless',
      '/vandringer',
    ]) {
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

it('the browser is told beforehand of no request that the worker would answer', () => {
  for (const pattern of networkOnly) {
    for (const rest of ['', 'x', 'x/y?z=1'])
      expect(isPassed(request(pattern.replace('*', rest)), origin), pattern).toBe(true)
  }
})
