import type { Pin } from '../../local/pins/pin.ts'

export interface OwnGroup {
  name: 'attention' | 'waiting' | 'done' | 'withdrawn'
  pins: Pin[]
}

/** The responsible party waits for an answer of this person. */
export const isAsked = ({ observation }: Pin): boolean =>
  observation.isOwn && observation.status === 'needs-info' && !observation.isWithdrawn

const hasWaitingPhoto = ({ photos }: Pin) =>
  photos.some(({ state }) => state === 'on-phone' || state === 'sending')

function groupOf(pin: Pin): OwnGroup['name'] {
  if (pin.delivery === 'refused' || pin.delivery === 'waiting-for-sign-in') return 'attention'
  if (pin.photos.some(({ state }) => state === 'rejected')) return 'attention'
  if (isAsked(pin)) return 'attention'
  if (pin.delivery === 'on-phone' || pin.delivery === 'sending') return 'waiting'
  if (pin.observation.isWithdrawn && !pin.hasPendingEdit) return 'withdrawn'
  return hasWaitingPhoto(pin) || pin.hasPendingEdit ? 'waiting' : 'done'
}

/** Groups own pins by what has to happen next, each group newest first. */
export function groupOwn(pins: readonly Pin[]): OwnGroup[] {
  const own = pins.filter(({ observation }) => observation.isOwn)
  return (['attention', 'waiting', 'done', 'withdrawn'] as const).map((name) => ({
    name,
    pins: own.filter((pin) => groupOf(pin) === name),
  }))
}
