import { useI18n } from 'vue-i18n'
import { verifyDa } from '../../../ui/messages/da/under-way/verify.ts'
import { walkPinDa } from '../../../ui/messages/da/walk-pin.ts'
import { verifyEn } from '../../../ui/messages/en/under-way/verify.ts'
import { walkPinEn } from '../../../ui/messages/en/walk-pin.ts'

const messages = { da: { ...walkPinDa, ...verifyDa }, en: { ...walkPinEn, ...verifyEn } }

/** Words of looking at findings again, and of a pin, which come with its screen; all other words are found as usual. */
export const useVerifyWords = () => useI18n({ useScope: 'local', messages })
