/** What somebody who has joined needs at once, in one chunk with the map: whoever opens a join link can read it before that has come. */
export { default as CapturePage } from './CapturePage.vue'
export { default as HomePage } from './HomePage.vue'
export { default as WalkStage } from '../walk-layout/WalkStage.vue'
