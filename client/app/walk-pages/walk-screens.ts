/**
 * The screens that somebody who has joined needs at once, in one chunk with the map; a join link can be read before it has loaded.
 */
export { default as CapturePage } from './CapturePage.vue'
/** Whoever sees a pin too says how it feels; a chunk of its own would cost every start more than its place here. */
export { default as FeelingPicker } from '../../features/capture/details/FeelingPicker.vue'
export { default as HomePage } from './HomePage.vue'
export { default as WalkStage } from '../walk-layout/WalkStage.vue'
