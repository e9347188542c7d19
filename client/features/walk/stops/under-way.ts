/** What the map of a walk with stops has in addition, in one chunk that is loaded after the main button stands. */
export { default as NextStop } from './NextStop.vue'
export { default as RateButton } from './RateButton.vue'
