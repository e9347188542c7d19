import { beforeEach, describe, expect, it } from 'vitest'
import { useChunkRecovery } from '../../../client/app/update/recover-chunks.ts'
import { loadUnasked } from '../../../client/ui/components/background-part.ts'
import { repairApp } from '../../../client/app/update/repair-app.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('a part of the app that cannot be loaded', () => {
  const memory = new Map<string, string>()
  let nowMs = 0
  let reloads = 0
  let unregistered = 0
  let isFlushed = true
  let isThere = true
  let cacheNames: string[] = []
  beforeEach(() => {
    memory.clear()
    nowMs = 1_795_000_000_000
    reloads = 0
    unregistered = 0
    isFlushed = true
    isThere = true
    cacheNames = ['workbox-precache-v2-https://lygte.test/', 'something-else']
  })

  /** One life of the page; `memory` outlives it, as sessionStorage does. */
  function open() {
    const target = new EventTarget()
    const leaving = {
      reload: () => {
        reloads += 1
      },
      isServerThere: async () => isThere,
      flushDraft: async () => isFlushed,
    }
    const { missing, recover } = useChunkRecovery({
      target,
      memory: {
        getItem: (key) => memory.get(key) ?? null,
        setItem: (key, value) => void memory.set(key, value),
      },
      now: () => nowMs,
      ...leaving,
    })
    const repair = () =>
      repairApp({
        ...leaving,
        workers: {
          getRegistrations: async () => [
            {
              unregister: async () => {
                unregistered += 1
                return true
              },
            } as ServiceWorkerRegistration,
          ],
        },
        caches: {
          keys: async () => cacheNames,
          delete: async (name) => {
            cacheNames = cacheNames.filter((each) => each !== name)
            return true
          },
        },
      })
    const miss = async (payload = new Error()) => {
      target.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload }))
      await settle()
      await settle()
    }
    /** As the build's loader does it: first the event, then the rejection. */
    const missUnasked = async () => {
      const payload = new Error()
      const loading = loadUnasked(() => Promise.reject(payload))
      const missed = miss(payload)
      await loading.catch(() => undefined)
      await missed
    }
    return { missing, recover, repair, miss, missUnasked }
  }

  it('makes the page reload once, and not for ever', async () => {
    await open().miss()
    expect(reloads).toBe(1)
    nowMs += 5_000
    const again = open()
    await again.miss()
    expect(reloads).toBe(1)
    expect(again.missing.value).toBe('broken')
  })

  it('says nothing and reloads nothing while nobody has asked for the part, with or without a network', async () => {
    for (const there of [true, false]) {
      isThere = there
      const page = open()
      await page.missUnasked()
      expect([page.missing.value, reloads]).toEqual(['none', 0])
    }
  })

  it('makes the page reload again for another deploy later in the evening', async () => {
    await open().miss()
    nowMs += 11 * 60_000
    await open().miss()
    expect(reloads).toBe(2)
  })

  it('never makes the page reload over a draft that could not be saved', async () => {
    isFlushed = false
    const page = open()
    await page.miss()
    await page.repair()
    expect(reloads).toBe(0)
    expect(page.missing.value).toBe('broken')
    expect(unregistered).toBe(0)
  })

  it('I6: is repaired by deleting the worker and its files, and nothing else', async () => {
    const page = open()
    await page.repair()
    expect(unregistered).toBe(1)
    expect(cacheNames).toEqual(['something-else'])
    expect(reloads).toBe(1)
  })
  it('is waited for while the server cannot be reached, because a reload would end in an error page of the browser', async () => {
    isThere = false
    const page = open()
    await page.miss()
    expect(page.missing.value).toBe('offline')
    await page.recover()
    await page.repair()
    expect([reloads, unregistered, cacheNames.length]).toEqual([0, 0, 2])
    isThere = true
    await page.recover()
    expect(reloads).toBe(1)
  })
})
