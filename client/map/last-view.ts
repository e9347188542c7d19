import type { MapView } from './map-content.ts'
import { forget, readRememberedJson, remember } from '../ui/saving/remembered.ts'

const key = 'walk-view'

type Place = Pick<MapView, 'center' | 'zoom'>

/** The last view of the walk's map on this phone: an app that starts again, as phones make it do, opens there. */
export function readLastView(walkId: string): Place | undefined {
  const stored = readRememberedJson(key)
  if (typeof stored !== 'object' || stored === null) return undefined
  const { walk, longitude, latitude, zoom } = stored as Record<string, unknown>
  if (walk !== walkId || !isNumber(longitude) || !isNumber(latitude) || !isNumber(zoom)) {
    return undefined
  }
  return { center: { longitude, latitude }, zoom }
}

export function rememberView(walkId: string, { center, zoom }: Place): void {
  remember(key, JSON.stringify({ walk: walkId, ...center, zoom }))
}

export const forgetView = (): void => forget(key)

const isNumber = (value: unknown): value is number => Number.isFinite(value)
