import { inject, type InjectionKey } from 'vue'
import type { Router } from 'vue-router'
import { createTurns } from '../../../shared/turns.ts'

/** What this app stores with each entry of the browser's history, beside the router's own state. */
interface Entry {
  /** Names of the entries below it that belong to this app, the nearest last. */
  under: readonly string[]
  /** Ids of the layers that are open at this entry. */
  layers: readonly string[]
}

export const layerName = 'layer'

/** Nobody goes back further than this by one press. */
const mostUnder = 40

/** A traversal that leads nowhere (the browser has dropped old entries) must not block the next ones. */
const patienceMs = 500

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

export function readEntry(): Entry {
  const state = (history.state ?? {}) as Record<string, unknown>
  const { under, layers } = state
  return { under: isTexts(under) ? under : [], layers: isTexts(layers) ? layers : [] }
}

const nameOf = (router: Router): string =>
  readEntry().layers.length > 0
    ? layerName
    : String(router.currentRoute.value.name ?? router.currentRoute.value.path)

/** Resolves when the page has followed the next step through the history. */
function arrivalIn(router: Router): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(finish, patienceMs)
    const stop = router.afterEach(finish)
  })
}

/**
 * Knows what is below each entry of this tab's history, also after a reload, so that leaving a sheet goes back instead of adding an
 * entry. Steps through the history are queued.
 */
export function createTrail(router: Router) {
  let last: { name: string; entry: Entry } | undefined
  const inTurn = createTurns()
  let visits = 0

  function note(): void {
    const { under, ...others } = (history.state ?? {}) as Record<string, unknown>
    // A pushed entry has no trail yet; it is above the one that was shown last.
    const below = isTexts(under) ? under : last ? [...last.entry.under, last.name] : []
    history.replaceState({ ...others, under: below.slice(-mostUnder) }, '')
    last = { name: nameOf(router), entry: readEntry() }
  }
  router.afterEach((to, from) => {
    if (to.path !== from.path) visits += 1
    note()
  })

  const arrival = () => arrivalIn(router)

  /** Resolves when the browser has arrived and the page has followed. */
  function traverse(delta: number): Promise<void> {
    const arrived = arrival()
    history.go(delta)
    return arrived
  }

  /**
   * Leaves a sheet or page: back to the nearest entry below that fits. When there is none (the person came by a link), all entries
   * of this visit are removed, and the lowest becomes what `instead` names.
   */
  function backTo(fits: (name: string) => boolean, instead: string): Promise<void> {
    return inTurn(async () => {
      const { under } = readEntry()
      const at = under.findLastIndex(fits)
      const steps = under.length - Math.max(at, 0)
      if (steps > 0) await traverse(-steps)
      if (!fits(nameOf(router))) await router.replace({ name: instead })
    })
  }

  /** Opens one of the pages of the menu: each is in the history at most once, and the map is always the lowest. */
  function visit(name: string): Promise<unknown> {
    const isThis = (one: string) => one === name
    if (name === 'map' || readEntry().under.some(isThis)) return backTo(isThis, name)
    const isHome = router.currentRoute.value.name === 'map'
    return inTurn(() => (isHome ? router.push({ name }) : router.replace({ name })))
  }

  return { inTurn, arrival, traverse, backTo, visit, note, isFirstPage: () => visits <= 1 }
}

export type Trail = ReturnType<typeof createTrail>

export const trailKey: InjectionKey<Trail> = Symbol('trail')

export function useTrail(): Trail {
  const trail = inject(trailKey)
  if (!trail) throw new Error('the trail was not provided')
  return trail
}

/** The sheets of a pin and of a stop, and whatever lies above a page. */
export const isSheet = (name: string): boolean =>
  ['topic', 'capture', 'rating', 'observed', layerName].includes(name)
