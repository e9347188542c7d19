import { useI18n } from 'vue-i18n'
import { stopsDa } from '../messages/da/stops.ts'
import { stopsEn } from '../messages/en/stops.ts'

const messages = { da: stopsDa, en: stopsEn }

/** Words about stops and answers, which come with their screens and not with every start; all other words are found as usual. */
export const useStopWords = () => useI18n({ useScope: 'local', messages })
