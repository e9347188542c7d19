import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** A page as far as the theme needs one. */
const root = { dataset: {} as Record<string, string> }
const listeners: (() => void)[] = []

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => (key === 'lygte-theme' ? 'dusk' : null),
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  listeners.length = 0
})

async function load() {
  const theme = await import('../../../client/ui/styles/use-theme.ts')
  // Not before: Vue would take it for a whole page.
  vi.stubGlobal('document', {
    documentElement: root,
    addEventListener: (_: string, listener: () => void) => listeners.push(listener),
  })
  return theme
}

describe('the theme that follows the sun', () => {
  it('turns dark at sunset while the app is open, and light again after sunrise', async () => {
    vi.setSystemTime(new Date('2026-11-12T14:00:00Z'))
    const { keepTheme } = await load()
    keepTheme()
    expect(root.dataset['theme']).toBe('light')
    vi.advanceTimersByTime(3 * 60 * 60_000)
    expect(root.dataset['theme']).toBe('dark')
    vi.advanceTimersByTime(15 * 60 * 60_000)
    expect(root.dataset['theme']).toBe('light')
  })

  it('follows the sun of the walk, wherever that is', async () => {
    vi.setSystemTime(new Date('2026-11-12T15:30:00Z'))
    const { keepTheme, setThemePlace } = await load()
    keepTheme()
    expect(root.dataset['theme']).toBe('dark')
    // In Lisbon the sun sets almost two hours later.
    setThemePlace([-9.2, 38.7, -9.1, 38.8])
    expect(root.dataset['theme']).toBe('light')
  })

  it('looks at the sun again when somebody comes back to the app', async () => {
    vi.setSystemTime(new Date('2026-11-12T14:00:00Z'))
    const { keepTheme } = await load()
    keepTheme()
    vi.setSystemTime(new Date('2026-11-12T18:00:00Z'))
    for (const listener of listeners) listener()
    expect(root.dataset['theme']).toBe('dark')
  })
})
