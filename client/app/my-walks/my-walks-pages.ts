/** All walks of this phone, and moving to another one: together, because every chunk of its own costs each start its name. */
export { default as MovePage } from './MovePage.vue'
export { default as MyWalksPage } from './MyWalksPage.vue'
