import { createRouter, createWebHistory, type Router } from 'vue-router'
import DeskNotFound from './DeskNotFound.vue'
import DeskHome from './DeskHome.vue'
import { mendRoute } from '../router/mend-route.ts'

/** Addresses of the desk. `use-desk-address.ts` owns filter, selection and map view in the query. */
export function createDashboardRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/desk', component: DeskHome },
      { path: '/desk/telefoner', component: () => import('./DeskPhones.vue') },
      { path: '/desk/beskeder', component: () => import('./DeskMessages.vue') },
      { path: '/desk/vandringer', component: () => import('./DeskWalks.vue') },
      { path: '/desk/vandringer/ny', component: () => import('./DeskPlan.vue') },
      { path: '/desk/vandringer/oensker', component: () => import('./DeskWishes.vue') },
      { path: '/desk/vandringer/:id', component: () => import('./DeskWalk.vue') },
      { path: '/desk/vandringer/:id/plan', component: () => import('./DeskPlan.vue') },
      { path: '/desk/vandringer/:id/opsamling', component: () => import('./DeskGather.vue') },
      { path: '/desk/vandringer/:id/rapport', component: () => import('./DeskReport.vue') },
      { path: '/desk/vandringer/:id/offentlig', component: () => import('./DeskPublish.vue') },
      { path: '/dashboard.html', redirect: '/desk' },
      { path: '/:rest(.*)*', component: DeskNotFound },
    ],
  })
  router.beforeEach(mendRoute)
  return router
}
