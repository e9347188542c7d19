/** What a press on a pin opens: the card over the map, and the whole page, in one chunk. */
export { default as OpenPinCard } from './OpenPinCard.vue'
export { default as PinDetailPage } from '../walk-pages/PinDetailPage.vue'
