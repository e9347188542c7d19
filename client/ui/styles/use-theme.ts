import { computed, readonly, ref } from 'vue'
import { centreOf, middleOfDenmark, type BoundingBox } from '../../../shared/geo.ts'
import { isAfterDusk } from './dusk.ts'
import { readRemembered, remember } from '../saving/remembered.ts'

/** `system` follows the phone; `dusk` is dark from sunset to sunrise where the person is. */
const themeChoices = ['system', 'dark', 'light', 'dusk'] as const
export type ThemeChoice = (typeof themeChoices)[number]
type Theme = 'light' | 'dark'

const darkQuery = globalThis.matchMedia?.('(prefers-color-scheme: dark)')
const systemTheme = ref<Theme>(darkQuery?.matches ? 'dark' : 'light')
const choice = ref<ThemeChoice>(readRemembered('theme', themeChoices) ?? 'system')
const isDark = ref(false)
/** Sunset is computed for this place; the middle of Denmark stands in until a walk or a municipality is known. */
let place = middleOfDenmark

darkQuery?.addEventListener('change', (event) => {
  systemTheme.value = event.matches ? 'dark' : 'light'
})

const theme = computed<Theme>(() => {
  if (choice.value === 'dusk') return isDark.value ? 'dark' : 'light'
  return choice.value === 'system' ? systemTheme.value : choice.value
})

/** Sets the theme on the document. */
function refreshTheme(nowMs: number): void {
  isDark.value = isAfterDusk(nowMs, place)
  if (choice.value === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme.value
}

/** How often the theme is compared with the height of the sun. */
const recheckMs = 5 * 60_000

/** Sets the theme now, on return to the app, and every few minutes while it is open. */
export function keepTheme(): void {
  const refresh = () => refreshTheme(Date.now())
  refresh()
  setInterval(refresh, recheckMs)
  document.addEventListener('visibilitychange', refresh)
}

/** Sets the area whose sunset the theme follows; its centre is near enough, because sunset differs by minutes within an area. */
export function setThemePlace(area: BoundingBox): void {
  place = centreOf(area)
  refreshTheme(Date.now())
}

export function useTheme() {
  function choose(next: ThemeChoice) {
    choice.value = next
    remember('theme', next)
    refreshTheme(Date.now())
  }
  return { theme, choice: readonly(choice), choices: themeChoices, choose }
}
