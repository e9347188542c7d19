import { createApp } from 'vue'
import { useWalkStore } from '../features/walk/current-walk/current-walk-store.ts'
import { whenIdle } from '../map/when-idle.ts'
import { backLayersKey } from '../ui/dialog/back-layer.ts'
import { createLygteI18n } from '../ui/language/i18n.ts'
import { walkDa } from '../ui/messages/da/walk-app.ts'
import { watchPointers } from '../ui/dialog/pressed-pointers.ts'
import '../ui/styles/base.scss'
import '../ui/styles/walk.scss'
import { listenForInstall } from '../ui/components/use-install.ts'
import { i18nKey } from '../ui/language/use-language.ts'
import { refreshTheme } from '../ui/styles/use-theme.ts'
import { createBackLayers } from './router/back-layers.ts'
import { createTrail, trailKey } from './router/history-trail.ts'
import { provideWalkServices } from './start/provide-services.ts'
import { catchErrors } from './start/report-error.ts'
import { showStartFailure } from './start/start-failure.ts'
import WalkApp from './walk-layout/WalkApp.vue'
import { createWalkRouter } from './router/walk-router.ts'

// Fetched beside everything else, unless the page is a join link: there words come first.
if (!location.pathname.startsWith('/v'))
  void import('./walk-pages/walk-screens.ts').catch(() => undefined)

/** The walk app's entry: everything a pin needs is in this file's chunk or in the precache. */
async function start(): Promise<void> {
  refreshTheme(Date.now())
  watchPointers(window)
  listenForInstall(window)
  const app = createApp(WalkApp)
  catchErrors(app, window)
  const services = provideWalkServices(app)
  // The databases are read while the screens are still being made; who waits for the store hears of trouble.
  useWalkStore()
    .start(location.pathname === '/' ? mapDrawn : undefined)
    .catch(() => undefined)
  await breath()
  const router = createWalkRouter()
  const trail = createTrail(router)
  // The first page is fetched while the words are.
  app.use(router)
  const i18n = await createLygteI18n({
    da: () => Promise.resolve(walkDa),
    en: async () => (await import('../ui/messages/en/walk-app.ts')).walkEn,
  })
  app.use(i18n).provide(i18nKey, i18n)
  await router.isReady()
  app.provide(trailKey, trail).provide(backLayersKey, createBackLayers(trail))
  await breath()
  app.mount('#app')
  // Sending can wait for the map; the map of somebody in the dark cannot wait for sending.
  whenIdle(() => {
    services.sync.start()
  })
}

/** Lets the page draw and answer: at one go a slow phone would be deaf for half a second. */
const breath = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve)
  })

/** Somebody in the dark wants to pin: what others have pinned comes when the map stands. */
const mapDrawn = () => new Promise<void>(whenIdle)

start().catch(showStartFailure)
