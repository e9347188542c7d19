import type { Walk } from '../../../shared/walk/walk.ts'
import type { WalkServices } from '../../sync/services/walk-services.ts'
import type { ReadyDevice } from './ready-device.ts'
import type { ReadyFacts } from './readiness.ts'

interface FactSources {
  services: Pick<WalkServices, 'area' | 'pins' | 'storage'>
  device: ReadyDevice
  walk: Walk | null
  /** All rows of the walk have arrived on this phone once. */
  isFetched: boolean
  wasPersistAsked: boolean
}

/** Reads all facts at the same time. A failed read counts as "not there" and does not stop the others. */
export async function readFacts(sources: FactSources): Promise<ReadyFacts> {
  const { services, device, walk, isFetched, wasPersistAsked } = sources
  const { area, storage } = services
  const [shell, hasWalk, map, size, selfTest, estimate, position, isPersisted] = await Promise.all([
    device.shell().catch(() => ({ kind: 'none' }) as const),
    canReadWalk(sources),
    walk ? area.state(walk.id, walk.area).catch(noMap) : noMap(),
    walk ? sizeOf(area, walk) : ('unknown' as const),
    storage.selfTest(),
    storage.estimate().catch(() => undefined),
    device.positionAccess().catch(() => 'unavailable' as const),
    storage.isPersisted().catch(() => undefined),
  ])
  const found = { shell, hasWalk, map, size, selfTest, estimate, position, isPersisted }
  return { ...found, areRowsMissing: !isFetched, wasPersistAsked }
}

const noMap = () => ({ kind: 'none' }) as const

/** The walk, its route and its pins, from the phone's own databases. */
async function canReadWalk({ services, walk }: FactSources): Promise<boolean> {
  if (!walk) return false
  const pins = await services.pins.list(walk.id).catch(() => undefined)
  return pins !== undefined
}

async function sizeOf(area: WalkServices['area'], walk: Walk): Promise<ReadyFacts['size']> {
  const size = await area.size(walk).catch(() => undefined)
  if (size?.ok) return size.value
  if (size?.problem.code === 'not-found') return 'none'
  // Any other refusal concerns this request and does not say whether there is a map.
  return size?.problem.code === 'bad-request' ? 'too-large' : 'unknown'
}
