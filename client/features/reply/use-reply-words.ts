import { useI18n } from 'vue-i18n'
import { replyDa } from '../../ui/messages/da/invite/reply.ts'
import { replyEn } from '../../ui/messages/en/invite/reply.ts'

const messages = { da: replyDa, en: replyEn }

/** Words of answering an invitation, which come with its page and not with every start; all other words are found as usual. */
export const useReplyWords = () => useI18n({ useScope: 'local', messages })
