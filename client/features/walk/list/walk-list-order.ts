import { statusFamily } from '../../../../shared/observation/observation-status.ts'
import type { Pin } from '../../../local/pins/pin.ts'
import { isUnsent } from '../walk-map/pins-on-map.ts'

export const listFilters = ['all', 'own', 'open', 'solved'] as const
export type ListFilter = (typeof listFilters)[number]

export function passes(pin: Pin, filter: ListFilter): boolean {
  if (filter === 'own') return pin.observation.isOwn
  if (filter === 'all') return true
  const isOpen = isUnsent(pin) || statusFamily(pin.observation.status) === 'open'
  return (filter === 'open') === isOpen
}

/**
 * The list as the person last saw it: known pins keep their places with their newest content, pins that are gone leave, and new
 * ones wait in `news` until asked for (interface.md §1.6: nothing moves under the finger).
 */
export function steadyList(shownIds: readonly string[], pins: readonly Pin[]) {
  const byId = new Map(pins.map((pin) => [pin.id, pin]))
  const known = new Set(shownIds)
  return {
    shown: shownIds.flatMap((id) => byId.get(id) ?? []),
    news: pins.filter(({ id }) => !known.has(id)),
  }
}
