/** “Mig” and what it leads to, together: the name of every chunk of its own costs each start something. */
export { default as MovePage } from './MovePage.vue'
export { default as MyPage } from '../walk-pages/MyPage.vue'
export { default as MyWalksPage } from './MyWalksPage.vue'
