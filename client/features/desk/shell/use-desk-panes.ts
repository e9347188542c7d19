import { computed, nextTick, ref, watch, type Ref } from 'vue'
import { useLayoutStore } from './layout-store.ts'
import type { DeskNavigation } from '../address/use-desk-address.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { useMedia } from './use-media.ts'

/** What keys and focus need of the parts of the screen. */
export interface DeskParts {
  list: Readonly<Ref<{ move: (step: number) => void; focus: () => void } | null>>
  header: Readonly<Ref<{ focusSearch: () => void } | null>>
  news: Readonly<Ref<{ show: () => void } | null>>
  detail: Readonly<Ref<{ closeForm: () => boolean; focus: () => void } | null>>
}

/**
 * Decides which panes are side by side: three from 1024 px, two from 768 px (the open observation covers the map), one on a phone and in
 * any window too low for panes that scroll by themselves, list first.
 */
export function useDeskPanes({ address, select }: DeskNavigation, parts: DeskParts) {
  const layout = useLayoutStore()
  const isTablet = useMedia('(min-width: 768px) and (min-height: 480px)')
  const isWide = useMedia('(min-width: 1024px) and (min-height: 480px)')
  const areKeysShown = ref(false)
  const isPhone = computed(() => !isTablet.value)
  const isOpen = computed(() => address.value.selected !== null)
  const mode = computed(() => (isWide.value ? 'wide' : isTablet.value ? 'tablet' : 'phone'))

  const isListShown = computed(() =>
    isPhone.value ? layout.phonePane === 'list' : layout.isListOpen,
  )
  const isMapShown = computed(() => (isPhone.value ? layout.phonePane === 'map' : layout.isMapOpen))
  const isMapCovered = computed(() => isOpen.value && !isWide.value)
  const isAllCovered = computed(() => isOpen.value && isPhone.value)
  const hasListEdge = computed(() => isWide.value && isListShown.value && isMapShown.value)
  const hasDetailEdge = computed(() => isWide.value && isOpen.value)
  const columns = computed(() => ({
    '--list-width': `${layout.widths.list}px`,
    '--detail-width': `${layout.widths.detail}px`,
    'grid-template-columns': isWide.value ? wideColumns() : undefined,
  }))

  function wideColumns() {
    const most = isOpen.value ? '37vw' : '60vw'
    const list = hasListEdge.value ? `min(var(--list-width), ${most}) 1px` : ''
    const detail = hasDetailEdge.value ? '1px min(var(--detail-width), 36vw)' : ''
    return `${list} minmax(0, 1fr) ${detail}`
  }

  function close(isTyping: boolean) {
    if (!isOpen.value || parts.detail.value?.closeForm()) return
    if (isTyping) parts.detail.value?.focus()
    else select(null)
  }

  const focusList = () => parts.list.value?.focus()
  useFocus(address, parts)
  useDeskKeys(
    {
      next: () => parts.list.value?.move(1),
      previous: () => parts.list.value?.move(-1),
      close,
      search: () => parts.header.value?.focusSearch(),
      news: () => parts.news.value?.show(),
      list: layout.toggleList,
      map: layout.toggleMap,
      help: () => (areKeysShown.value = true),
    },
    { areSingleKeysOn: () => layout.areSingleKeysOn },
  )

  const shown = { isListShown, isMapShown, isMapCovered, isAllCovered, hasListEdge, hasDetailEdge }
  return { ...shown, mode, isPhone, columns, areKeysShown, focusList, close: () => select(null) }
}

/**
 * Moves the focus to what was opened, and back to the list when it is closed; a page that opens with an observation keeps its
 * focus.
 */
function useFocus(address: DeskNavigation['address'], parts: DeskParts) {
  watch(
    () => address.value.selected,
    (id) =>
      void nextTick(() => {
        if (id === null) parts.list.value?.focus()
        else parts.detail.value?.focus()
      }),
  )
}
