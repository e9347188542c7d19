import type { IconName } from '../icons/icons.ts'

/**
 * How far a pin has come, as icon and tone. "Saved on this phone" and "received" differ in word, icon and shape (interface.md §1.3):
 * dashed outline on the phone, plain on its way, filled when received, a strong edge when the person is needed.
 */
export type DeliveryTone = 'phone' | 'moving' | 'received' | 'needs-you' | 'others'

const looks: Record<string, { icon: IconName; tone: DeliveryTone }> = {
  'on-phone': { icon: 'mobile', tone: 'phone' },
  sending: { icon: 'cloud_upload', tone: 'moving' },
  received: { icon: 'cloud_done', tone: 'received' },
  parked: { icon: 'hourglass_empty', tone: 'received' },
  refused: { icon: 'error', tone: 'needs-you' },
  'waiting-for-sign-in': { icon: 'login', tone: 'needs-you' },
  'from-others': { icon: 'group', tone: 'others' },
}

export const deliveryLook = (delivery: string): { icon: IconName; tone: DeliveryTone } =>
  looks[delivery] ?? { icon: 'cloud_done', tone: 'received' }
