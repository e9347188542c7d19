import { useI18n } from 'vue-i18n'
import { checkListDa } from '../../../ui/messages/da/check-list.ts'
import { checkListEn } from '../../../ui/messages/en/check-list.ts'

const messages = { da: checkListDa, en: checkListEn }

/** Words of the check lists, which come with their screens and not with every start; all other words are found as usual. */
export const useCheckListWords = () => useI18n({ useScope: 'local', messages })
