import { useI18n } from 'vue-i18n'
import { appNewsDa } from '../../ui/messages/da/app-news.ts'
import { appNewsEn } from '../../ui/messages/en/app-news.ts'

const messages = { da: appNewsDa, en: appNewsEn }

/** Words about the app itself, which come with its notices and not with every start; all other words are found as usual. */
export const useNewsWords = () => useI18n({ useScope: 'local', messages })
