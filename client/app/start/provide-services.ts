import { createPinia } from 'pinia'
import type { App } from 'vue'
import { browserEnvironment } from '../../sync/services/browser-environment.ts'
import { createWalkServices } from '../../sync/services/create-walk-services.ts'
import { findPlaceNameKey, openedOnce } from '../../ui/places/find-place-name.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import { reportError } from './report-error.ts'
import { createWalkFrame, walkFrameKey } from '../walk-layout/position-and-tiles.ts'

/**
 * Builds the phone's databases, API client and sync loop, and provides them to every screen. Nothing is sent before `sync.start()`.
 */
export function provideWalkServices(app: App): WalkServices {
  const environment = browserEnvironment()
  const services = createWalkServices({ environment, report: reportError })
  app.use(createPinia())
  app.provide(walkServicesKey, services)
  app.provide(walkFrameKey, createWalkFrame(services))
  // Loaded by the first screen that shows a name; pinning does not need it.
  const open = async () =>
    (await import('../../sync/offline-map/place-names.ts')).namesOnPhone(services.area)
  app.provide(findPlaceNameKey, openedOnce(open))
  return services
}
