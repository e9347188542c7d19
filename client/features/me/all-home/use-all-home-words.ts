import { useI18n } from 'vue-i18n'
import { allHomeDa } from '../../../ui/messages/da/all-home.ts'
import { allHomeEn } from '../../../ui/messages/en/all-home.ts'

const messages = { da: allHomeDa, en: allHomeEn }

/** Words of the screen “Er alle hjemme?”, which come with it; all other words are found as usual. */
export const useAllHomeWords = () => useI18n({ useScope: 'local', messages })
