import {
  statusFamily,
  type ObservationStatus,
  type StatusFamily,
} from '../../../shared/observation/observation-status.ts'
import type { IconName } from '../icons/icons.ts'

/** Families differ by shape, colour and word (interface.md §1.4): ring and outline, filled pill with a mark, dashed with a bar. */
const familyIcons: Record<StatusFamily, IconName> = {
  open: 'radio_button_unchecked',
  solved: 'check_circle',
  closed: 'block',
}

export function statusLook(status: string): { family: StatusFamily; icon: IconName } {
  const family = statusFamily(status as ObservationStatus)
  return { family, icon: familyIcons[family] }
}
