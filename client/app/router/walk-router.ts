import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { mendRoute } from './mend-route.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page's name, for the title of the window. */
    title: string
    /** `map`: the map is the page; `sheet`: a task of its own without menu and pill. */
    frame?: 'map' | 'sheet'
    /** Readable without having joined a walk. */
    isOpen?: true
  }
}

/** Home and capture, which are fetched with the map. */
const walkScreens = () => import('../walk-pages/walk-screens.ts')
const home = async () => (await walkScreens()).HomePage
const capture = async () => (await walkScreens()).CapturePage

/** Each part is loaded when it is asked for, from the precache. */
const routes: RouteRecordRaw[] = [
  { path: '/', name: 'map', component: home, meta: { title: 'home.title', frame: 'map' } },
  { path: '/index.html', redirect: '/' },
  {
    path: '/v/:code?',
    name: 'join',
    component: () => import('../walk-pages/JoinPage.vue'),
    props: true,
    meta: { title: 'join.heading', frame: 'sheet', isOpen: true },
  },
  {
    path: '/ny',
    name: 'topic',
    component: capture,
    meta: { title: 'what.title', frame: 'sheet' },
  },
  {
    path: '/ny/detaljer',
    name: 'capture',
    component: capture,
    meta: { title: 'details.title', frame: 'sheet' },
  },
  {
    path: '/liste',
    name: 'list',
    component: () => import('../walk-pages/ListPage.vue'),
    meta: { title: 'list.title' },
  },
  {
    path: '/mine',
    name: 'own',
    component: () => import('../walk-pages/OwnPage.vue'),
    meta: { title: 'own.title' },
  },
  {
    path: '/registrering/:id',
    name: 'pin',
    component: () => import('../walk-pages/PinDetailPage.vue'),
    props: true,
    meta: { title: 'pin.title' },
  },
  {
    path: '/mig',
    name: 'me',
    component: () => import('../walk-pages/MyPage.vue'),
    meta: { title: 'me.title' },
  },
  {
    path: '/klar',
    name: 'ready',
    component: () => import('../walk-pages/ReadyPage.vue'),
    meta: { title: 'me.offline' },
  },
  {
    path: '/:rest(.*)*',
    name: 'lost',
    component: () => import('../walk-pages/LostPage.vue'),
    meta: { title: 'lost.title', isOpen: true },
  },
]

/** Addresses of the walk app. */
export function createWalkRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    // The first page lies at the top already; to scroll there would only make the browser lay it out twice.
    scrollBehavior: (_to, from, saved) => saved ?? (from.matched.length > 0 && { top: 0 }),
    routes,
  })
  router.beforeEach(mendRoute)
  return router
}
