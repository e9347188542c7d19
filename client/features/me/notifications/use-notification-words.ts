import { useI18n } from 'vue-i18n'
import { notificationsDa } from '../../../ui/messages/da/my-walks/notifications.ts'
import { notificationsEn } from '../../../ui/messages/en/my-walks/notifications.ts'

const messages = { da: notificationsDa, en: notificationsEn }

/** Words of notifications on this phone, which come with the page; all other words are found as usual. */
export const useNotificationWords = () => useI18n({ useScope: 'local', messages })
