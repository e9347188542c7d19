import { inject, onMounted, ref, shallowRef } from 'vue'
import type { OwnAddress } from '../../../../shared/contract/message-contract.ts'
import { isEmailAddress } from '../../../../shared/message/email-address.ts'
import type { Language } from '../../../../shared/text/language.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'

/** The address that the person of this phone has given. The server alone keeps it, so all of this needs a network. */
export function useMailAddress(languageOf: () => Language) {
  const { api } = inject(walkServicesKey) as WalkServices
  const own = shallowRef<OwnAddress | null>(null)
  const typed = ref('')
  const state = ref<'loading' | 'idle' | 'busy' | 'offline'>('loading')
  const isInvalid = ref(false)
  const news = ref<'' | 'saved' | 'removed'>('')

  /** Returns the answer; nothing, and `offline`, when none came. */
  async function asked<T>(calling: Promise<{ ok: true; value: T } | { ok: false }>) {
    state.value = own.value ? 'busy' : 'loading'
    news.value = ''
    const answer = await calling.catch(() => undefined)
    state.value = answer?.ok ? 'idle' : 'offline'
    return answer?.ok ? answer : undefined
  }

  async function read(): Promise<void> {
    const answer = await asked(api.call('readAddress'))
    if (answer) own.value = answer.value
  }

  async function save(): Promise<void> {
    const email = typed.value.trim()
    isInvalid.value = !isEmailAddress(email)
    if (isInvalid.value) return
    const body = { email, language: languageOf() }
    const answer = await asked(api.call('giveAddress', { body }))
    if (!answer) return
    own.value = answer.value
    typed.value = ''
    news.value = 'saved'
  }

  async function remove(): Promise<void> {
    const answer = await asked(api.call('takeBackAddress'))
    if (!answer || !own.value) return
    own.value = { ...own.value, email: null, isUnsubscribed: false }
    news.value = 'removed'
  }

  onMounted(() => void read())
  return { own, typed, state, isInvalid, news, read, save, remove }
}
