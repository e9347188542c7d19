import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBackLayers } from '../../../client/app/router/back-layers.ts'
import type { Trail } from '../../../client/app/router/history-trail.ts'

/** The browser's history, and a trail that runs one step after the other. */
class FakeBrowser extends EventTarget {
  entries: unknown[] = [{}]
  get state(): unknown {
    return this.entries.at(-1)
  }
  pushState(state: unknown) {
    this.entries.push(state)
  }
  goBack() {
    this.entries.pop()
    this.dispatchEvent(new Event('popstate'))
  }
  #working: Promise<unknown> = Promise.resolve()
  readonly trail = {
    inTurn: (step: () => unknown) => (this.#working = this.#working.then(step)),
    traverse: (delta: number) => {
      for (let steps = -delta; steps > 0; steps -= 1) this.goBack()
      return Promise.resolve()
    },
    arrival: () => Promise.resolve(),
    note: () => undefined,
  } as unknown as Trail
}

describe('what lies above a page', () => {
  let browser: FakeBrowser
  beforeEach(() => {
    browser = new FakeBrowser()
    vi.stubGlobal('window', browser)
    vi.stubGlobal('history', browser)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('is closed by going back', async () => {
    const layers = createBackLayers(browser.trail)
    const close = vi.fn()
    layers.open(close)
    await browser.trail.inTurn(() => undefined)
    expect(browser.entries.length).toBe(2)
    browser.goBack()
    expect(close).toHaveBeenCalledOnce()
  })

  it('stays when it opens while an earlier step through the history is still under way', async () => {
    const layers = createBackLayers(browser.trail)
    const close = vi.fn()
    browser.pushState({})
    void browser.trail.inTurn(() => {
      browser.goBack()
    })
    layers.open(close)
    await browser.trail.inTurn(() => undefined)
    expect(close).not.toHaveBeenCalled()
    browser.goBack()
    expect(close).toHaveBeenCalledOnce()
  })
})
