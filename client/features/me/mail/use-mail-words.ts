import { useI18n } from 'vue-i18n'
import { mailAddressDa } from '../../../ui/messages/da/my-walks/mail-address.ts'
import { mailAddressEn } from '../../../ui/messages/en/my-walks/mail-address.ts'

const messages = { da: mailAddressDa, en: mailAddressEn }

/** Words of the own e-mail address, which come with the page; all other words are found as usual. */
export const useMailWords = () => useI18n({ useScope: 'local', messages })
