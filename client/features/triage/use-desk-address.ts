import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import {
  plainAddress,
  readAddress,
  roundedView,
  writeAddress,
  type DeskAddress,
  type DeskView,
} from './desk-address.ts'
import { emptyFilter, type DeskFilter } from './desk-filter.ts'

export interface DeskNavigation {
  address: ComputedRef<DeskAddress>
  narrow: (changes: Partial<DeskFilter>) => void
  type: (words: string) => void
  clear: () => void
  change: (changes: Partial<DeskAddress>) => void
  select: (id: string | null) => void
  look: (view: DeskView) => void
  linkTo: (id: string) => { query: Record<string, string> }
}

/**
 * The address as the desk's only memory of filter, order, map view and selection. Choices make a step for the back button;
 * typing and moving the map do not, or the way back would be hundreds of steps long.
 */
export function useDeskAddress(): DeskNavigation {
  const route = useRoute()
  const router = useRouter()
  const address = computed(() => readAddress(route.query))
  const queryWith = (changes: Partial<DeskAddress>) =>
    writeAddress({ ...readAddress(router.currentRoute.value.query), ...changes })

  const change = (changes: Partial<DeskAddress>) => void router.push({ query: queryWith(changes) })
  const amend = (changes: Partial<DeskAddress>) =>
    void router.replace({ query: queryWith(changes) })
  const filter = () => readAddress(router.currentRoute.value.query).filter

  /** Whoever leafs through observations and closes the panel is one step away from where they began. */
  function select(selected: string | null) {
    if (selected === null) close()
    else if (readAddress(router.currentRoute.value.query).selected === null) change({ selected })
    else amend({ selected })
  }

  /** The list without the panel lies below, unless a link has led here; the map may have been moved since. */
  function close() {
    const below = router.options.history.state['back']
    const wanted = queryWith({ selected: null })
    const { path } = router.currentRoute.value
    const under = typeof below === 'string' ? router.resolve(below) : null
    if (under?.path !== path || readAddress(under.query).selected !== null) {
      amend({ selected: null })
      return
    }
    const stop = router.afterEach(() => {
      stop()
      void router.replace({ query: wanted })
    })
    router.back()
  }

  return {
    address,
    change,
    narrow: (changes) => change({ filter: { ...filter(), ...changes } }),
    type: (words) => amend({ filter: { ...filter(), words } }),
    clear: () => change({ filter: emptyFilter, followsMap: plainAddress.followsMap }),
    select,
    look: (view) => amend({ view: roundedView(view) }),
    linkTo: (id) => ({ query: writeAddress({ ...address.value, selected: id }) }),
  }
}
