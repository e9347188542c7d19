import { nextTick, type ShallowRef } from 'vue'
import { useRouter } from 'vue-router'

/**
 * After a change of page: sets the title, scrolls to the top and focuses the heading, so that keyboard and screen reader start
 * where the eye starts. It does nothing on the very first page, nor when only the query has changed.
 */
export function usePageFocus(page: Readonly<ShallowRef<HTMLElement | null>>, name: () => string) {
  const router = useRouter()
  router.afterEach(async (to, from, failure) => {
    if (failure) return
    await nextTick()
    document.title = [name(), 'Lygte'].filter(Boolean).join(' – ')
    const isFirst = from.matched.length === 0
    if (!isFirst && to.path !== from.path) {
      page.value?.scrollTo({ top: 0 })
      focusHeading(page.value)
    }
  })
}

function focusHeading(page: HTMLElement | null): void {
  const heading = page?.querySelector<HTMLElement>('[data-page-heading]')
  const target = heading ?? page
  target?.focus({ preventScroll: true })
}
