/** “Mig” and what it leads to, together: the name of every chunk of its own costs each start something. */
export { default as MovePage } from './MovePage.vue'
export { default as MyPage } from '../walk-pages/MyPage.vue'
export { default as MyWalksPage } from './MyWalksPage.vue'

/** Longer than the others, and opened when there are answers. */
export const whatHappened = async () => (await import('./WhatHappenedPage.vue')).default
