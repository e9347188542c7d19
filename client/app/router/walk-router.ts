import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { mendRoute } from './mend-route.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page's name, for the window title. */
    title: string
    /** `map`: the map is the page; `sheet`: a task without menu and pill. */
    frame?: 'map' | 'sheet'
    /** The page can be read before joining a walk. */
    isOpen?: true
  }
}

/** Home and capture, which are fetched with the map. */
const walkScreens = () => import('../walk-pages/walk-screens.ts')
const home = async () => (await walkScreens()).HomePage
const myPages = () => import('../my-walks/my-pages.ts')
const capture = async () => (await walkScreens()).CapturePage

/** Each page is loaded when it is opened, from the precache. */
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
    path: '/oenske/:part?',
    name: 'ask',
    component: () => import('../walk-pages/AskPage.vue'),
    props: true,
    meta: { title: 'ask.title', frame: 'sheet', isOpen: true },
  },
  {
    path: '/kommer/:code',
    name: 'reply',
    component: () => import('../invite-pages/ReplyPage.vue'),
    props: true,
    meta: { title: 'home.invite', frame: 'sheet', isOpen: true },
  },
  {
    path: '/invitation',
    name: 'invite',
    component: () => import('../invite-pages/InvitePage.vue'),
    meta: { title: 'home.invite' },
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
    path: '/stop',
    name: 'stops',
    component: () => import('../walk-pages/StopsPage.vue'),
    meta: { title: 'home.stops' },
  },
  {
    path: '/stop/:id',
    name: 'rating',
    component: () => import('../walk-pages/RatingPage.vue'),
    props: true,
    meta: { title: 'home.stops', frame: 'sheet' },
  },
  {
    path: '/stop/:id/stedet',
    name: 'observed',
    component: () => import('../walk-pages/ObservedPage.vue'),
    props: true,
    meta: { title: 'home.stops', frame: 'sheet' },
  },
  {
    path: '/omraadet/:when(foer|efter)',
    name: 'area',
    component: () => import('../walk-pages/AreaPage.vue'),
    props: true,
    meta: { title: 'home.area', frame: 'sheet' },
  },
  {
    path: '/opsamling',
    name: 'gather',
    component: () => import('../lead-pages/GatherPage.vue'),
    meta: { title: 'home.gather', frame: 'sheet' },
  },
  {
    path: '/afstemning',
    name: 'vote',
    component: () => import('../lead-pages/VotePage.vue'),
    meta: { title: 'home.vote', frame: 'sheet' },
  },
  {
    path: '/efterse',
    name: 'verify',
    component: () => import('../lead-pages/VerifyPage.vue'),
    meta: { title: 'home.verify', frame: 'sheet' },
  },
  {
    path: '/plan',
    name: 'plan',
    component: () => import('../lead-pages/PlanPage.vue'),
    meta: { title: 'home.plan', frame: 'sheet' },
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
    component: () =>
      import('../pin-card/pin-screens.ts').then(({ PinDetailPage }) => PinDetailPage),
    props: true,
    meta: { title: 'nav.pin' },
  },
  {
    path: '/mig',
    name: 'me',
    component: async () => (await myPages()).MyPage,
    meta: { title: 'nav.me' },
  },
  {
    path: '/rapport/:id',
    name: 'report',
    component: () => import('../lead-pages/ReportPage.vue'),
    meta: { title: 'nav.me' },
  },
  {
    path: '/vandringer',
    name: 'my-walks',
    component: async () => (await myPages()).MyWalksPage,
    meta: { title: 'nav.me' },
  },
  {
    path: '/sket/:id',
    name: 'happened',
    component: async () => (await myPages()).whatHappened(),
    props: true,
    meta: { title: 'nav.me' },
  },
  {
    path: '/flyt',
    name: 'move',
    component: async () => (await myPages()).MovePage,
    meta: { title: 'nav.me', frame: 'sheet', isOpen: true },
  },
  {
    path: '/hjemme',
    name: 'all-home',
    component: () => import('../walk-pages/AllHomePage.vue'),
    meta: { title: 'home.allHome' },
  },
  {
    path: '/klar',
    name: 'ready',
    component: () => import('../walk-pages/ReadyPage.vue'),
    meta: { title: 'readyLink.title' },
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
    // The first page is at the top already; scrolling there would only make the browser lay it out twice.
    scrollBehavior: (_to, from, saved) => saved ?? (from.matched.length > 0 && { top: 0 }),
    routes,
  })
  router.beforeEach(mendRoute)
  return router
}
