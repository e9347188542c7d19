/**
 * The screens that somebody who has joined needs at once, in one chunk with the map; a join link can be read before it has loaded.
 */
export { default as CapturePage } from './CapturePage.vue'
export { default as HomePage } from './HomePage.vue'
export { default as WalkStage } from '../walk-layout/WalkStage.vue'
