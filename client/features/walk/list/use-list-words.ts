import { useI18n } from 'vue-i18n'
import { listSearchDa } from '../../../ui/messages/da/places/list-search.ts'
import { listSearchEn } from '../../../ui/messages/en/places/list-search.ts'

const messages = { da: listSearchDa, en: listSearchEn }

/** Words of the list that come with it and not with every start; all other words are found as usual. */
export const useListWords = () => useI18n({ useScope: 'local', messages })
