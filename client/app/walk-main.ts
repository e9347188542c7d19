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
import { keepTheme } from '../ui/styles/use-theme.ts'
import { createBackLayers } from './router/back-layers.ts'
import { createTrail, trailKey } from './router/history-trail.ts'
import { provideWalkServices } from './start/provide-services.ts'
import { catchErrors } from './start/report-error.ts'
import { showStartFailure } from './start/start-failure.ts'
import WalkApp from './walk-layout/WalkApp.vue'
import { createWalkRouter } from './router/walk-router.ts'

// Fetched in parallel, unless the page is a join link: there the text comes first.
if (!/^\/(v|oenske)/.test(location.pathname))
  void import('./walk-pages/walk-screens.ts').catch(() => undefined)

/** The walk app's entry: everything a pin needs is in this file's chunk or in the precache. */
async function start(): Promise<void> {
  keepTheme()
  watchPointers(window)
  listenForInstall(window)
  const app = createApp(WalkApp)
  catchErrors(app, window)
  const services = provideWalkServices(app)
  // The databases are read while the screens are still being made; the store reports their failures.
  useWalkStore()
    .start(location.pathname === '/' ? mapDrawn : undefined)
    .catch(() => undefined)
  await yieldToBrowser()
  const router = createWalkRouter()
  const trail = createTrail(router)
  // The first page is fetched at the same time as the messages.
  app.use(router)
  const i18n = await createLygteI18n({
    da: () => Promise.resolve(walkDa),
    en: async () => (await import('../ui/messages/en/walk-app.ts')).walkEn,
  })
  app.use(i18n).provide(i18nKey, i18n)
  await router.isReady()
  app.provide(trailKey, trail).provide(backLayersKey, createBackLayers(trail))
  await yieldToBrowser()
  app.mount('#app')
  // Sending can wait for the map, because somebody in the dark needs the map first.
  whenIdle(() => {
    services.sync.start()
  })
}

/** Gives the browser a turn to paint and to handle input: in one go a slow phone would be unresponsive for half a second. */
const yieldToBrowser = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve)
  })

/** Pins of others wait until the map is drawn: somebody in the dark wants to pin. */
const mapDrawn = () => new Promise<void>(whenIdle)

start().catch(showStartFailure)
