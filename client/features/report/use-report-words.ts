import { useI18n } from 'vue-i18n'
import { reportDa } from '../../ui/messages/da/report.ts'
import { reportEn } from '../../ui/messages/en/report.ts'

const messages = { da: reportDa, en: reportEn }

/** Words of the report of a walk, which come with its screen; all other words are found as usual. */
export const useReportWords = () => useI18n({ useScope: 'local', messages })
