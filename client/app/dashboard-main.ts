import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { browserEnvironment } from '../sync/services/browser-environment.ts'
import { createDeskServices } from '../sync/services/create-desk-services.ts'
import { deskServicesKey } from '../sync/services/desk-services.ts'
import { backLayersKey } from '../ui/dialog/back-layer.ts'
import { createLygteI18n } from '../ui/language/i18n.ts'
import { watchPointers } from '../ui/dialog/pressed-pointers.ts'
import '../ui/styles/base.scss'
import './dashboard.css'
import { findPlaceNameKey } from '../ui/places/find-place-name.ts'
import { i18nKey } from '../ui/language/use-language.ts'
import { keepTheme } from '../ui/styles/use-theme.ts'
import { createBackLayers } from './router/back-layers.ts'
import { createDashboardRouter } from './desk/dashboard-router.ts'
import DashboardApp from './desk/DashboardApp.vue'
import { deskPlaceNames } from './desk/desk-place-names.ts'
import { deskNetworkKey } from './desk/desk-tiles.ts'
import { createTrail } from './router/history-trail.ts'
import { catchErrors } from './start/report-error.ts'
import { showStartFailure } from './start/start-failure.ts'

/** The desk's entry. Phones never download it; it stores nothing on the computer except its layout. */
async function start(): Promise<void> {
  keepTheme()
  watchPointers(window)
  const environment = browserEnvironment()
  const i18n = await createLygteI18n({
    da: async () => (await import('../ui/messages/da/desk/desk.ts')).deskDa,
    en: async () => (await import('../ui/messages/en/desk/desk.ts')).deskEn,
  })
  const app = createApp(DashboardApp)
  const router = createDashboardRouter()
  const trail = createTrail(router)
  const services = createDeskServices(environment)
  catchErrors(app, window)
  app
    .use(createPinia())
    .use(router)
    .use(i18n)
    .provide(i18nKey, i18n)
    .provide(deskServicesKey, services)
    .provide(deskNetworkKey, environment)
    .provide(findPlaceNameKey, deskPlaceNames(services.api, environment))
  await router.isReady()
  app.provide(backLayersKey, createBackLayers(trail))
  app.mount('#app')
}

start().catch(showStartFailure)
