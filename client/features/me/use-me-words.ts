import { useI18n } from 'vue-i18n'
import { leaderDa } from '../../ui/messages/da/leader.ts'
import { meDa } from '../../ui/messages/da/my-walks/me.ts'
import { leaderEn } from '../../ui/messages/en/leader.ts'
import { meEn } from '../../ui/messages/en/my-walks/me.ts'

const messages = { da: { ...meDa, ...leaderDa }, en: { ...meEn, ...leaderEn } }

/** Words of the page “Mig”, which come with it and not with every start; all other words are found as usual. */
export const useMeWords = () => useI18n({ useScope: 'local', messages })
