import { useI18n } from 'vue-i18n'
import { phonesReadyDa } from '../messages/da/under-way/phones-ready.ts'
import { phonesReadyEn } from '../messages/en/under-way/phones-ready.ts'

const messages = { da: phonesReadyDa, en: phonesReadyEn }

/** Words about which phones are ready, which come with their list; all other words are found as usual. */
export const usePhonesReadyWords = () => useI18n({ useScope: 'local', messages })
