import { useI18n } from 'vue-i18n'
import { observedDa } from '../messages/da/observed.ts'
import { stopsDa } from '../messages/da/stops.ts'
import { observedEn } from '../messages/en/observed.ts'
import { stopsEn } from '../messages/en/stops.ts'

const messages = { da: { ...stopsDa, ...observedDa }, en: { ...stopsEn, ...observedEn } }

/** Words of what is observed at a stop, which come with their screens; all other words are found as usual. */
export const useObservedWords = () => useI18n({ useScope: 'local', messages })
