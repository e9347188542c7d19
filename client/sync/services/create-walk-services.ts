import { createTileStore } from '../../local/tiles/tile-store.ts'
import { createPhone } from './create-phone.ts'
import { createOfflineArea } from '../offline-map/offline-area.ts'
import type { SyncEnvironment } from './sync-environment.ts'
import type { WalkServices } from './walk-services.ts'

interface WalkServicesOptions {
  environment: SyncEnvironment
  /** Receives unexpected errors. */
  report: (error: unknown) => void
}

/** Builds everything that the walk app's screens use. Nothing runs before `sync.start()`. */
export function createWalkServices({ environment, report }: WalkServicesOptions): WalkServices {
  const tiles = createTileStore(environment)
  const phone = createPhone({ environment, dropTiles: () => tiles.clear(), report })
  const { pins, capture, answers, walks, sync, api, storage } = phone
  const estimate = () => storage.estimate()
  const area = createOfflineArea({ tiles, api, network: environment, estimate })
  // A page that was asleep may have missed announcements of other tabs.
  environment.page.subscribe((signal) => {
    if (signal === 'visible' || signal === 'pageshow') pins.refresh()
  })
  return { pins, capture, answers, walks, sync, api, area, storage }
}
