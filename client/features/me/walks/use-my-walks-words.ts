import { useI18n } from 'vue-i18n'
import { myWalksDa } from '../../../ui/messages/da/my-walks/my-walks.ts'
import { myWalksEn } from '../../../ui/messages/en/my-walks/my-walks.ts'

const messages = { da: myWalksDa, en: myWalksEn }

/** Words of the page “Mine vandringer”, which come with it; all other words are found as usual. */
export const useMyWalksWords = () => useI18n({ useScope: 'local', messages })
