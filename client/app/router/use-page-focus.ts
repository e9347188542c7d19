import { nextTick, type ShallowRef } from 'vue'
import { useRouter } from 'vue-router'

/**
 * After a change of page: title, top of the page, and the focus on its heading, so that keyboard and screen reader begin where the
 * eye begins. Not on the very first page, and not when only the query has changed.
 */
export function usePageFocus(page: Readonly<ShallowRef<HTMLElement | null>>, name: () => string) {
  const router = useRouter()
  let isFirst = true
  router.afterEach(async (to, from, failure) => {
    if (failure) return
    await nextTick()
    document.title = [name(), 'Lygte'].filter(Boolean).join(' – ')
    const isSamePage = to.path === from.path
    if (!isFirst && !isSamePage) {
      page.value?.scrollTo({ top: 0 })
      focusHeading(page.value)
    }
    isFirst = false
  })
}

function focusHeading(page: HTMLElement | null): void {
  const heading = page?.querySelector<HTMLElement>('[data-page-heading]')
  const target = heading ?? page
  target?.focus({ preventScroll: true })
}
