import type { BackLayers } from '../../ui/dialog/back-layer.ts'
import { readEntry, type Trail } from './history-trail.ts'

interface Layer {
  id: string
  /** Until its turn has come it has no entry, and no step through the history is about it. */
  hasEntry: boolean
  close: () => void
}

/**
 * Each layer is an entry of the history at the page's own address. Going back closes the layers above the entry that is reached; a
 * layer that was closed by its own button removes its entry. Entries of layers that no longer exist (after a reload, by the forward
 * button) are left at once.
 */
export function createBackLayers(trail: Trail): BackLayers {
  let open: readonly Layer[] = []
  let made = 0

  function push(layer: Layer): void {
    // It was closed again before its turn came.
    if (!open.includes(layer)) return
    const state = (history.state ?? {}) as { position?: number }
    const { under: _, ...others } = state as Record<string, unknown>
    const layers = [...readEntry().layers, layer.id]
    history.pushState({ ...others, position: (state.position ?? 0) + 1, layers }, '')
    layer.hasEntry = true
    trail.note()
  }

  async function leave(layer: Layer): Promise<void> {
    if (readEntry().layers.at(-1) === layer.id) await trail.traverse(-1)
  }

  function forget(layer: Layer): void {
    open = open.filter((one) => one !== layer)
  }

  function follow(arrived: Promise<void>): void {
    const { layers } = readEntry()
    for (const layer of [...open].reverse()) {
      if (!layer.hasEntry || layers.includes(layer.id)) continue
      forget(layer)
      layer.close()
    }
    const gone = layers.filter((id) => !open.some((layer) => layer.id === id))
    if (gone.length > 0) void trail.inTurn(() => leaveBehind(gone.length, arrived))
  }
  /** The page must have followed to this entry first: it tells by it what to show again. */
  async function leaveBehind(count: number, arrived: Promise<void>): Promise<void> {
    await arrived
    await trail.traverse(-count)
  }
  window.addEventListener('popstate', () => {
    follow(trail.arrival())
  })
  follow(Promise.resolve())

  return {
    settled: () => trail.inTurn(() => undefined),
    open: (close) => {
      const layer = { id: `${performance.timeOrigin}-${(made += 1)}`, hasEntry: false, close }
      open = [...open, layer]
      void trail.inTurn(() => push(layer))
      return () => {
        if (!open.includes(layer)) return
        forget(layer)
        void trail.inTurn(() => leave(layer))
      }
    },
  }
}
