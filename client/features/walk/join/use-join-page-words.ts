import { useI18n } from 'vue-i18n'
import { joinPageDa } from '../../../ui/messages/da/join-page.ts'
import { joinPageEn } from '../../../ui/messages/en/join-page.ts'

const messages = { da: joinPageDa, en: joinPageEn }

/** Words of the page of a join link, which come with it and not with every start; all other words are found as usual. */
export const useJoinPageWords = () => useI18n({ useScope: 'local', messages })
