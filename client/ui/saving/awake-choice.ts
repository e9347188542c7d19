import { readonly, ref } from 'vue'
import { forget, readRemembered, remember } from './remembered.ts'

const key = 'awake'
const keepsAwake = ref(readRemembered(key, ['off']) === undefined)

/** Whether the screen of this phone may stay on while a walk is under way; the person can turn it off. */
export function useAwakeChoice() {
  function choose(isOn: boolean): void {
    keepsAwake.value = isOn
    if (isOn) forget(key)
    else remember(key, 'off')
  }
  return { keepsAwake: readonly(keepsAwake), choose }
}
