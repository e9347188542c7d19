import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { browserEnvironment } from '../sync/browser-environment.ts'
import { createDeskServices } from '../sync/create-desk-services.ts'
import { deskServicesKey } from '../sync/desk-services.ts'
import { backLayersKey } from '../ui/back-layer.ts'
import { createLygteI18n } from '../ui/i18n.ts'
import { watchPointers } from '../ui/pressed-pointers.ts'
import '../ui/styles/base.scss'
import './dashboard.css'
import { i18nKey } from '../ui/use-language.ts'
import { refreshTheme } from '../ui/use-theme.ts'
import { createBackLayers } from './back-layers.ts'
import { createDashboardRouter } from './dashboard-router.ts'
import DashboardApp from './DashboardApp.vue'
import { deskNetworkKey } from './desk-tiles.ts'
import { createTrail } from './history-trail.ts'
import { catchErrors } from './report-error.ts'
import { showStartFailure } from './start-failure.ts'

/** The desk's entry. Phones never download it; it keeps nothing on the machine but how it is set out. */
async function start(): Promise<void> {
  refreshTheme(Date.now())
  watchPointers(window)
  const environment = browserEnvironment()
  const i18n = await createLygteI18n({
    da: async () => (await import('../ui/messages/desk-da.ts')).deskDa,
    en: async () => (await import('../ui/messages/desk-en.ts')).deskEn,
  })
  const app = createApp(DashboardApp)
  const router = createDashboardRouter()
  const trail = createTrail(router)
  catchErrors(app, window)
  app
    .use(createPinia())
    .use(router)
    .use(i18n)
    .provide(i18nKey, i18n)
    .provide(deskServicesKey, createDeskServices(environment))
    .provide(deskNetworkKey, environment)
  await router.isReady()
  app.provide(backLayersKey, createBackLayers(trail))
  app.mount('#app')
}

start().catch(showStartFailure)
