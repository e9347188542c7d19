import { useI18n } from 'vue-i18n'
import type { Pin } from '../../../local/pins/pin.ts'
import { categoryKey } from '../../../ui/messages/category-name.ts'
import { isUnsent } from '../walk-map/pins-on-map.ts'

/** Names of a pin for lists, markers and screen readers. */
export function usePinWords() {
  const i18n = useI18n()
  const { t } = i18n
  const topic = (pin: Pin): string => t(categoryKey(pin.observation.category))
  const status = (pin: Pin): string => {
    const key = `status.${pin.observation.status}`
    return i18n.te(key, 'da') ? t(key) : t('status.unknown')
  }
  const label = (pin: Pin): string =>
    isUnsent(pin)
      ? t('home.unsentLabel', { topic: topic(pin) })
      : t('home.pinLabel', { topic: topic(pin), state: status(pin) })
  return { topic, status, label }
}
