import { onScopeDispose } from 'vue'
import type { RouteLocationNormalized, Router } from 'vue-router'

/**
 * Returns a function that says whether somebody is on the way to another page. The code of that page may have to be loaded first, and
 * until then the router's current route is still the page before it.
 */
export function watchLeaving(router: Router): () => boolean {
  let target: RouteLocationNormalized | null = null
  // A navigation that a newer one replaces ends after that one has begun.
  const end = (ended: RouteLocationNormalized) => {
    if (target === ended) target = null
  }
  const stops = [
    router.beforeEach((to) => {
      target = to
    }),
    router.afterEach(end),
    router.onError((_, to) => end(to)),
  ]
  onScopeDispose(() => stops.forEach((stop) => stop()))
  return () => target !== null && target.path !== router.currentRoute.value.path
}
