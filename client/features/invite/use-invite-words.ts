import { useI18n } from 'vue-i18n'
import { leadInviteDa } from '../../ui/messages/da/invite/lead-invite.ts'
import { leadInviteEn } from '../../ui/messages/en/invite/lead-invite.ts'

const messages = { da: leadInviteDa, en: leadInviteEn }

/** Words of the leader's page of the invitation, which come with it; all other words are found as usual. */
export const useInviteWords = () => useI18n({ useScope: 'local', messages })
