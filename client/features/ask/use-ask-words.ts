import { useI18n } from 'vue-i18n'
import { askDa } from '../../ui/messages/da/ask.ts'
import { askEn } from '../../ui/messages/en/ask.ts'

const messages = { da: askDa, en: askEn }

/** Words of asking for a walk, which come with its pages and not with every start; all other words are found as usual. */
export const useAskWords = () => useI18n({ useScope: 'local', messages })
