import { useI18n } from 'vue-i18n'
import { walkPinDa } from '../../../ui/messages/da/walk-pin.ts'
import { walkPinEn } from '../../../ui/messages/en/walk-pin.ts'

const messages = { da: walkPinDa, en: walkPinEn }

/** Words of the page of one pin, which come with it and not with every start; all other words are found as usual. */
export const usePinPageWords = () => useI18n({ useScope: 'local', messages })
