import { useI18n } from 'vue-i18n'
import { secretLinkDa } from '../messages/da/my-walks/secret-link.ts'
import { secretLinkEn } from '../messages/en/my-walks/secret-link.ts'

const messages = { da: secretLinkDa, en: secretLinkEn }

/** Words of a secret link, which come with it and not with every start. */
export const useSecretLinkWords = () => useI18n({ useScope: 'local', messages })
