import { useI18n } from 'vue-i18n'
import { moveDa } from '../../../ui/messages/da/my-walks/move.ts'
import { moveEn } from '../../../ui/messages/en/my-walks/move.ts'

const messages = { da: moveDa, en: moveEn }

/** Words of moving to another phone, which come with the page; all other words are found as usual. */
export const useMoveWords = () => useI18n({ useScope: 'local', messages })
