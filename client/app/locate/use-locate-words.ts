import { useI18n } from 'vue-i18n'
import { locateDa } from '../../ui/messages/da/locate.ts'
import { locateEn } from '../../ui/messages/en/locate.ts'

const messages = { da: locateDa, en: locateEn }

/** Words that come with the first press of "Vis min position" and not with every start; all other words are found as usual. */
export const useLocateWords = () => useI18n({ useScope: 'local', messages })
