import { createRouter, createWebHistory, type Router } from 'vue-router'
import DeskNotFound from './DeskNotFound.vue'
import DeskHome from './DeskHome.vue'
import { mendRoute } from '../router/mend-route.ts'

/** Addresses of the desk. Filter, selection and map view are the query's business (`use-desk-address.ts`). */
export function createDashboardRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/desk', component: DeskHome },
      { path: '/desk/telefoner', component: () => import('./DeskPhones.vue') },
      { path: '/dashboard.html', redirect: '/desk' },
      { path: '/:rest(.*)*', component: DeskNotFound },
    ],
  })
  router.beforeEach(mendRoute)
  return router
}
