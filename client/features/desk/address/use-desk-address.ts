import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type Router } from 'vue-router'
import { forEachList } from '../../../../shared/observation/list-filters.ts'
import {
  damagedParts,
  plainAddress,
  readAddress,
  roundedView,
  writeAddress,
  type DeskAddress,
  type DeskView,
} from './desk-address.ts'
import { addressParts, readParts, type AddressPart } from './address-query.ts'
import type { DeskFilter } from '../filter/chosen-filter.ts'
import { watchLeaving } from './watch-leaving.ts'

export interface DeskNavigation {
  address: ComputedRef<DeskAddress>
  /** Parts of the address that cannot be read; they stay in it until the person replaces them or continues without. */
  damaged: ComputedRef<readonly AddressPart[]>
  goOn: () => void
  narrow: (changes: Partial<DeskFilter>) => void
  type: (words: string) => void
  clear: () => void
  change: (changes: Partial<DeskAddress>) => void
  select: (id: string | null) => void
  look: (view: DeskView) => void
  linkTo: (id: string) => { query: Record<string, string> }
}

/**
 * The address is the desk's only memory of filter, order, map view and selection. Choices add a step to the history; typing and
 * moving the map do not, or going back would take hundreds of steps.
 */
export function useDeskAddress(): DeskNavigation {
  const route = useRoute()
  const router = useRouter()
  const isLeaving = watchLeaving(router)
  const address = computed(() => readAddress(route.query))
  const damaged = computed(() => damagedParts(route.query))

  /** Changes the address; `instead` names the damaged parts that are replaced. */
  function queryWith(changes: Partial<DeskAddress>, instead: readonly AddressPart[]) {
    const { query } = router.currentRoute.value
    const written = writeAddress({ ...readAddress(query), ...changes })
    const parts = readParts(query)
    const kept = damagedParts(query).filter((part) => !instead.includes(part))
    return { ...written, ...Object.fromEntries(kept.map((part) => [part, parts[part]])) }
  }
  const change = (changes: Partial<DeskAddress>, instead: readonly AddressPart[] = []) =>
    void router.push({ query: queryWith(changes, instead) })
  /** A map that comes to rest must not keep somebody here who has just pressed a link to another page. */
  const amend = (changes: Partial<DeskAddress>, instead: readonly AddressPart[]) => {
    if (!isLeaving()) void router.replace({ query: queryWith(changes, instead) })
  }
  const filter = () => readAddress(router.currentRoute.value.query).filter

  /** After opening several observations and closing the panel, one step back leads to the start. */
  function select(selected: string | null) {
    if (selected === null) close()
    else if (readAddress(router.currentRoute.value.query).selected === null)
      change({ selected }, ['id'])
    else amend({ selected }, ['id'])
  }

  /** The list without the panel is below in the history, unless a link has led here; the map may have been moved since. */
  function close() {
    if (!isListBelow(router)) {
      amend({ selected: null }, ['id'])
      return
    }
    const wanted = queryWith({ selected: null }, ['id'])
    const stop = router.afterEach(() => {
      stop()
      void router.replace({ query: wanted })
    })
    router.back()
  }

  return {
    address,
    damaged,
    goOn: () => change({}, addressParts),
    change: (changes) => change(changes, partsOf(changes)),
    narrow: (changes) => change({ filter: { ...filter(), ...changes } }, partsOf(changes)),
    type: (words) => amend({ filter: { ...filter(), words } }, ['q']),
    clear: () => change(withoutFilter, addressParts),
    select,
    look: (view) => amend({ view: roundedView(view) }, ['map']),
    linkTo: (id) => ({ query: writeAddress({ ...address.value, selected: id }) }),
  }
}

/** Returns whether one step back leads to this page without an open observation. */
function isListBelow(router: Router): boolean {
  const below = router.options.history.state['back']
  if (typeof below !== 'string') return false
  const { path, query } = router.resolve(below)
  return path === router.currentRoute.value.path && readAddress(query).selected === null
}

const withoutFilter = (({ filter, showsAll, followsMap }) => ({ filter, showsAll, followsMap }))(
  plainAddress,
)

const partOfField: Record<string, AddressPart> = {
  ...forEachList((name) => name),
  words: 'q',
  sort: 'sort',
  showsAll: 'show',
  followsMap: 'area',
  view: 'map',
  selected: 'id',
}

const partsOf = (changes: object): AddressPart[] =>
  Object.keys(changes).flatMap((field) => partOfField[field] ?? [])
