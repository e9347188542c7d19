import { useI18n } from 'vue-i18n'
import { gatherDa } from '../../ui/messages/da/gather.ts'
import { gatherEn } from '../../ui/messages/en/gather.ts'

const messages = { da: gatherDa, en: gatherEn }

/** Words of gathering a walk, which come with its screen; all other words are found as usual. */
export const useGatherWords = () => useI18n({ useScope: 'local', messages })
