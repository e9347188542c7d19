import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { forgetTexts, useKeptText } from '../../../client/ui/saving/kept-text.ts'
import { paced } from '../../../client/ui/saving/paced.ts'

function stubStorage(): Map<string, string> {
  const stored = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  })
  return stored
}

/** A field in one life of a page. */
const field = (name: string) => effectScope(true).run(() => useKeptText(() => name)) ?? ref('')

describe('the text of a field', () => {
  let stored: Map<string, string>
  beforeEach(() => {
    stored = stubStorage()
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test('is on the phone with every letter, and there again after a reload', () => {
    field('comment-1').value = 'stadig mørkt'
    expect(field('comment-1').value).toBe('stadig mørkt')
    expect(field('comment-2').value).toBe('')
  })

  test('is deleted once it was saved or everything is erased', () => {
    const comment = field('comment-1')
    comment.value = 'stadig mørkt'
    comment.value = ''
    expect(stored.size).toBe(0)
    comment.value = 'igen'
    forgetTexts()
    expect(stored.size).toBe(0)
  })

  test('of one pin is never shown for another', async () => {
    const name = ref('comment-1')
    const text = effectScope(true).run(() => useKeptText(() => name.value)) ?? ref('')
    text.value = 'om den første'
    name.value = 'comment-2'
    await nextTick()
    expect(text.value).toBe('')
    name.value = 'comment-1'
    await nextTick()
    expect(text.value).toBe('om den første')
  })

  test('can be written where nothing can be stored', () => {
    vi.stubGlobal('localStorage', undefined)
    const comment = field('comment-1')
    comment.value = 'skrevet'
    expect(comment.value).toBe('skrevet')
  })
})

describe('work that follows typing', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('is done when the typing rests, at the latest after its longest wait, and at once when flushed', () => {
    const work = vi.fn()
    const pace = paced(work, { restMs: 300, maxMs: 1_000 })
    for (let at = 0; at < 1_980; at += 60) {
      pace.schedule()
      vi.advanceTimersByTime(60)
    }
    expect(work).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(300)
    expect(work).toHaveBeenCalledTimes(2)
    pace.flush()
    expect(work).toHaveBeenCalledTimes(2)
    pace.schedule()
    pace.flush()
    expect(work).toHaveBeenCalledTimes(3)
  })
})
