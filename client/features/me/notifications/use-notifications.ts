import { inject, onMounted, ref } from 'vue'
import type { Language } from '../../../../shared/text/language.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'
import { browserNotifications } from './browser-notifications.ts'

/**
 * `loading` and `offline`: the server alone knows. `failed`: the browser's maker, whose service delivers them, could not be reached or would not.
 */
export type NotificationState =
  'loading' | 'offline' | 'unsupported' | 'denied' | 'off' | 'on' | 'busy' | 'failed'

/** Notifications on this phone, which a person asks for and ends here. */
export function useNotifications(languageOf: () => Language) {
  const { api } = inject(walkServicesKey) as WalkServices
  const browser = browserNotifications()
  const state = ref<NotificationState>('loading')
  let publicKey = ''

  async function read(): Promise<void> {
    const allowance = browser.allowance()
    if (allowance === 'unsupported' || allowance === 'denied') {
      state.value = allowance
      return
    }
    state.value = 'loading'
    const answer = await api.call('readNotifications').catch(() => undefined)
    if (!answer?.ok) {
      state.value = 'offline'
      return
    }
    publicKey = answer.value.publicKey
    const { endpoint } = answer.value
    const own = await browser.current().catch(() => null)
    state.value = own !== null && own.endpoint === endpoint ? 'on' : 'off'
  }

  async function turnOn(): Promise<void> {
    state.value = 'busy'
    const allowance = await browser.ask()
    if (allowance !== 'granted') {
      state.value = allowance === 'denied' ? 'denied' : 'off'
      return
    }
    const subscription = await browser.subscribe(publicKey).catch(() => null)
    if (!subscription) {
      state.value = 'failed'
      return
    }
    const body = { ...subscription, language: languageOf() }
    const answer = await api.call('askForNotifications', { body }).catch(() => undefined)
    state.value = answer?.ok ? 'on' : answer ? 'failed' : 'offline'
    // Nobody is told where the server knows nothing of it.
    if (!answer?.ok) await browser.unsubscribe().catch(() => undefined)
  }

  async function turnOff(): Promise<void> {
    state.value = 'busy'
    const answer = await api.call('endNotifications').catch(() => undefined)
    if (answer?.ok) await browser.unsubscribe().catch(() => undefined)
    state.value = answer?.ok ? 'off' : 'offline'
  }

  onMounted(() => void read())
  return { state, read, turnOn, turnOff }
}
