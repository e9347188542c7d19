import { useI18n } from 'vue-i18n'
import { gatherDa } from '../../../ui/messages/da/gather.ts'
import { voteDa } from '../../../ui/messages/da/vote.ts'
import { gatherEn } from '../../../ui/messages/en/gather.ts'
import { voteEn } from '../../../ui/messages/en/vote.ts'

const messages = { da: { ...gatherDa, ...voteDa }, en: { ...gatherEn, ...voteEn } }

/** Words of voting, with those of the findings that are voted on; all other words are found as usual. */
export const useVoteWords = () => useI18n({ useScope: 'local', messages })
