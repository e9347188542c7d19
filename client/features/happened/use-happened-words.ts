import { useI18n } from 'vue-i18n'
import { happenedDa } from '../../ui/messages/da/my-walks/happened.ts'
import { happenedEn } from '../../ui/messages/en/my-walks/happened.ts'

const messages = { da: happenedDa, en: happenedEn }

/** Words of the page “Hvad er der sket?”, which come with it; all other words are found as usual. */
export const useHappenedWords = () => useI18n({ useScope: 'local', messages })
