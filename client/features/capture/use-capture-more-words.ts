import { useI18n } from 'vue-i18n'
import { captureMoreDa } from '../../ui/messages/da/pin/capture-more.ts'
import { captureMoreEn } from '../../ui/messages/en/pin/capture-more.ts'

const messages = { da: captureMoreDa, en: captureMoreEn }

/** Words of a pin that come with what few people open; all other words are found as usual. */
export const useCaptureMoreWords = () => useI18n({ useScope: 'local', messages })
