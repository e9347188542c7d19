import { computed, readonly, ref } from 'vue'
import { isAfterDusk } from './dusk.ts'
import { readRemembered, remember } from '../saving/remembered.ts'

/** `system` follows the phone; `dusk` is dark from sunset to sunrise where the person is. */
export const themeChoices = ['system', 'dark', 'light', 'dusk'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export type Theme = 'light' | 'dark'

const darkQuery = globalThis.matchMedia?.('(prefers-color-scheme: dark)')
const systemTheme = ref<Theme>(darkQuery?.matches ? 'dark' : 'light')
const choice = ref<ThemeChoice>(readRemembered('theme', themeChoices) ?? 'system')
const isDark = ref(false)
/** Aalborg until a walk says otherwise: sunset differs by minutes within a municipality. */
let place = { longitude: 9.92, latitude: 57.05 }

darkQuery?.addEventListener('change', (event) => {
  systemTheme.value = event.matches ? 'dark' : 'light'
})

const theme = computed<Theme>(() => {
  if (choice.value === 'dusk') return isDark.value ? 'dark' : 'light'
  return choice.value === 'system' ? systemTheme.value : choice.value
})

/** Sets the theme on the document; to be called at start, on return to the app and every few minutes while it is open. */
export function refreshTheme(nowMs: number, at?: { longitude: number; latitude: number }): void {
  if (at) place = at
  isDark.value = isAfterDusk(nowMs, place)
  if (choice.value === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme.value
}

export function useTheme() {
  function choose(next: ThemeChoice) {
    choice.value = next
    remember('theme', next)
    refreshTheme(Date.now())
  }
  return { theme, choice: readonly(choice), choices: themeChoices, choose }
}
