import { useI18n } from 'vue-i18n'
import { deskPlanDa } from '../messages/da/desk/desk-plan.ts'
import { deskPlanEn } from '../messages/en/desk/desk-plan.ts'
import { deskPlanningDa } from '../messages/da/desk/desk-planning.ts'
import { deskPlanningEn } from '../messages/en/desk/desk-planning.ts'

export const planMessages = {
  da: { desk: { plan: deskPlanDa, planning: deskPlanningDa } },
  en: { desk: { plan: deskPlanEn, planning: deskPlanningEn } },
}

/** Words of a plan, which a leader's phone loads with the form and the desk has already; all other words are found as usual. */
export const usePlanWords = () => useI18n({ useScope: 'local', messages: planMessages })
