import { useI18n } from 'vue-i18n'
import { saidDa } from '../../../ui/messages/da/under-way/said.ts'
import { saidEn } from '../../../ui/messages/en/under-way/said.ts'

const messages = { da: saidDa, en: saidEn }

/** Words about what a leader says to everybody, which come with the first line; all other words are found as usual. */
export const useSaidWords = () => useI18n({ useScope: 'local', messages })
