import { useI18n } from 'vue-i18n'
import { exportPageDa } from '../../ui/messages/da/export-page.ts'
import { exportPageEn } from '../../ui/messages/en/export-page.ts'

const messages = { da: exportPageDa, en: exportPageEn }

/** Words of an export, which come with the list of own pins and not with every start; all other words are found as usual. */
export const useExportWords = () => useI18n({ useScope: 'local', messages })
