import type { Pin } from '../../local/pins/pin.ts'

/** What waits on the phone is not "received", whatever its row says. */
const hasArrived = ({ receivedAt, delivery, observation }: Pin): boolean =>
  delivery === 'from-others' || receivedAt !== null || observation.number !== null

/** Parts the pins of a walk into what the server has and how many own ones it has not. */
export function receivedPins(pins: readonly Pin[]): { received: Pin[]; unsent: number } {
  const standing = pins.filter(({ observation }) => !observation.isWithdrawn)
  const received = standing.filter(hasArrived)
  return { received, unsent: standing.length - received.length }
}
