import { isPositiveCategory } from '../categories.ts'
import type { VisibleObservation } from '../visible-observation.ts'

/**
 * Whether a follow-up walk looks at a finding again: one that is open to all, still counts for itself, and for which something could be
 * done. Good places have no case.
 */
export const isToVerify = ({
  category,
  isRestricted,
  isWithdrawn,
  status,
}: Pick<VisibleObservation, 'category' | 'isRestricted' | 'isWithdrawn' | 'status'>): boolean =>
  !isRestricted && !isWithdrawn && status !== 'duplicate' && !isPositiveCategory(category)
