import 'leaflet/dist/leaflet.css'
import { createApp } from 'vue'
import BareMap from './BareMap.vue'

/** What Lighthouse is compared with: the least that has our stack. */
createApp(BareMap).mount('#app')
void navigator.serviceWorker.register('./worker.js')
