import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef } from 'vue'
import type { SendNowResult, SyncState } from '../../sync/loop/sync-loop.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import { createPhoneHealth } from './phone-health.ts'
import { newsOf, pillOf } from './pill-state.ts'
import type { PageWords } from './export-page.ts'
import { createSignIn } from './sign-in-again.ts'

/** Whether saved work has left the phone, and whether the phone can be trusted to keep it. */
export const useSyncStatusStore = defineStore('sync-status', () => {
  const services = inject(walkServicesKey) as WalkServices
  const { sync, capture } = services
  const state = shallowRef<SyncState>(sync.state())
  const phone = createPhoneHealth(services)
  const isTrying = ref(false)
  const lastTry = ref<SendNowResult | null>(null)
  const isDemo = ref(false)
  let unsubscribe: (() => void) | undefined

  function start(): void {
    const read = () => (state.value = sync.state())
    unsubscribe = sync.subscribe(read)
    // Sending may have begun before the store subscribed: a pill that missed it would say that all is sent.
    read()
    void phone.checkPhone()
    void askInstallation()
  }

  /** Every page of a demo shows a badge; without an answer of the server it stays as it is. */
  async function askInstallation(): Promise<void> {
    const answer = await services.api.call('installation').catch(() => undefined)
    if (answer?.ok) isDemo.value = answer.value.isDemo
  }

  async function trySending(): Promise<void> {
    isTrying.value = true
    lastTry.value = null
    lastTry.value = await sync.sendNow().finally(() => (isTrying.value = false))
  }

  return {
    state,
    isDemo,
    isTrying,
    lastTry,
    pill: computed(() => pillOf(state.value, phone.loss.value !== null)),
    news: computed(() => newsOf(lastTry.value, phone.loss.value !== null)),
    /** Corrected as far as the offset is known; a phone's own clock may be years away. */
    serverNowMs: () => Date.now() - (state.value.clockOffsetMs ?? 0),
    start,
    stop: () => unsubscribe?.(),
    ...phone,
    trySending,
    ...createSignIn(services),
    /** The page in the zip is written in the language that is chosen now. */
    exportZip: async (words: PageWords) => {
      const { exportPage } = await import('./export-page.ts')
      return capture.exportZip((contents) => exportPage(contents, words))
    },
  }
})
