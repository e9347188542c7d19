import { createApp, type Component } from 'vue'
import { createI18n } from 'vue-i18n'
import '../../../client/ui/styles/base.scss'
import MapHarness from './MapHarness.vue'

createApp(MapHarness as Component)
  .use(createI18n({ legacy: false, locale: 'da', messages: {} }))
  .mount('#app')
