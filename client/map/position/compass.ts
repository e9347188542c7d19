/** What browsers report of the phone's direction; Safari has a property of its own, and a permission. */
type DirectionEvent = Pick<DeviceOrientationEvent, 'absolute' | 'alpha'> & {
  webkitCompassHeading?: number
}

export interface CompassOptions {
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
  /** Of Safari, which asks the person; it must be called by a press. */
  requestPermission?: (() => Promise<string>) | undefined
  /** By how much the screen is turned, degrees clockwise. */
  screenAngle: () => number
  after: (ms: number, callback: () => void) => () => void
  /** Degrees clockwise from north, 0 to 355 in steps of 5. */
  onHeading: (degrees: number) => void
}

/** Chromium tells the direction against north in an event of its own, because the common one counts from anywhere. */
const eventNames = ['deviceorientationabsolute', 'deviceorientation']
/** A phone with a compass reports it within milliseconds; laptops never do. */
const waitForMs = 1_500
/** A compass in a hand trembles by more than this. */
const stepDegrees = 5

/**
 * Listens to the compass. Resolves with a function that stops it once there is a first direction; with null where there is none, or
 * where the person refuses it.
 */
export async function startCompass(options: CompassOptions): Promise<(() => void) | null> {
  const { target, requestPermission } = options
  const permission = await requestPermission?.().catch(() => 'denied')
  if (permission !== undefined && permission !== 'granted') return null
  return new Promise((resolve) => {
    let last: number | undefined
    const stop = () => {
      for (const name of eventNames) target.removeEventListener(name, hear)
    }
    const cancel = options.after(waitForMs, () => {
      stop()
      resolve(null)
    })
    function hear(event: Event): void {
      const degrees = headingOf(event as Event & DirectionEvent, options.screenAngle())
      if (degrees === undefined || degrees === last) return
      last = degrees
      options.onHeading(degrees)
      cancel()
      resolve(stop)
    }
    for (const name of eventNames) target.addEventListener(name, hear)
  })
}

/** Returns undefined for an event that knows no north. */
function headingOf(event: DirectionEvent & { type: string }, screenAngle: number) {
  const fromNorth = event.absolute || event.type === 'deviceorientationabsolute'
  const alpha = fromNorth ? event.alpha : null
  const degrees = event.webkitCompassHeading ?? (alpha === null ? undefined : 360 - alpha)
  if (degrees === undefined || !Number.isFinite(degrees)) return undefined
  return (Math.round((degrees + screenAngle + 360) / stepDegrees) * stepDegrees) % 360
}
