import { useI18n } from 'vue-i18n'
import { planDa } from '../../ui/messages/da/desk/phone-plan.ts'
import { planEn } from '../../ui/messages/en/desk/phone-plan.ts'
import { planMessages } from '../../ui/plan/use-plan-words.ts'

const messages = {
  da: { ...planDa, ...planMessages.da },
  en: { ...planEn, ...planMessages.en },
}

/** Words of planning on a phone, beside those that the desk has too; all other words are found as usual. */
export const usePlanPageWords = () => useI18n({ useScope: 'local', messages })
