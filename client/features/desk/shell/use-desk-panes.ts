import { computed, nextTick, ref, watch, type Ref } from 'vue'
import { useUndo } from '../../../ui/announcements/use-undo.ts'
import { panelSteps, type PanelStep } from '../panel/panel-steps.ts'
import { useLayoutStore } from './layout-store.ts'
import type { DeskNavigation } from '../address/use-desk-address.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { useMedia } from './use-media.ts'

export interface ListPart {
  move: (step: number) => void
  openNext: (step: number) => void
  reveal: (ids: readonly string[]) => void
  focus: () => void
}

/** What keys and focus need of the parts of the screen. */
export interface DeskParts {
  list: Readonly<Ref<ListPart | null>>
  header: Readonly<Ref<{ focusSearch: () => void } | null>>
  news: Readonly<Ref<{ show: () => void } | null>>
  detail: Readonly<
    Ref<{
      closeForm: () => boolean
      focus: () => void
      take: (step: PanelStep) => void
    } | null>
  >
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
      ...useStepKeys(parts, isOpen),
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

/** With an observation open the neighbour in the list is opened, otherwise the list is walked; and the steps of what is open. */
function useStepKeys(parts: DeskParts, isOpen: Readonly<Ref<boolean>>) {
  const { undo } = useUndo()
  const step = (rows: number) =>
    isOpen.value ? parts.list.value?.openNext(rows) : parts.list.value?.move(rows)
  const steps = Object.fromEntries(
    panelSteps.map((name) => [name, () => parts.detail.value?.take(name)]),
  ) as Record<PanelStep, () => unknown>
  return { ...steps, undo, next: () => step(1), previous: () => step(-1) }
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
