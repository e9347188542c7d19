/** What the main button of the map does not wait for, together: the name of every chunk of its own costs each start something. */
export { default as RateButton } from '../../features/walk/stops/RateButton.vue'
export { default as HomeNotes } from './HomeNotes.vue'
