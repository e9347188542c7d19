import type { CompassOptions } from './compass.ts'

/** The compass of this browser's phone. */
export function browserCompass(): Omit<CompassOptions, 'onHeading'> {
  const kind = (globalThis as { DeviceOrientationEvent?: Partial<SafariOrientation> })
    .DeviceOrientationEvent
  return {
    target: window,
    requestPermission: kind?.requestPermission?.bind(kind),
    screenAngle: () => globalThis.screen?.orientation?.angle ?? 0,
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms)
      return () => {
        clearTimeout(timer)
      }
    },
  }
}

interface SafariOrientation {
  requestPermission: () => Promise<string>
}
