import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { readRememberedJson, remember } from '../../../ui/saving/remembered.ts'

type Density = 'comfortable' | 'compact'

/** Widths in pixels of the panes beside the map; the map takes the rest. */
export const paneWidths = {
  list: { least: 320, usual: 560, most: 800 },
  detail: { least: 320, usual: 420, most: 640 },
} as const
export type Pane = keyof typeof paneWidths

interface StoredLayout {
  density: Density
  list: number
  detail: number
  isMapOpen: boolean
  isListOpen: boolean
  areSingleKeysOn: boolean
}

const storageKey = 'desk-layout'
const usual: StoredLayout = {
  density: 'comfortable',
  list: paneWidths.list.usual,
  detail: paneWidths.detail.usual,
  isMapOpen: true,
  isListOpen: true,
  areSingleKeysOn: true,
}

/** The desk's layout. Only this is stored on the computer, never its content. */
export const useLayoutStore = defineStore('desk-layout', () => {
  const stored = readStored()
  const density = ref(stored.density)
  const widths = ref({ list: stored.list, detail: stored.detail })
  const isMapOpen = ref(stored.isMapOpen)
  const isListOpen = ref(stored.isListOpen)
  /** Shortcuts of one character; off for people who use speech control. */
  const areSingleKeysOn = ref(stored.areSingleKeysOn)
  /** On a phone one of the two at a time, the list first; not stored. */
  const phonePane = ref<'list' | 'map'>('list')
  const parts = { density, isMapOpen, isListOpen, areSingleKeysOn }

  function resize(pane: Pane, width: number) {
    const { least, most } = paneWidths[pane]
    widths.value = { ...widths.value, [pane]: Math.round(Math.min(most, Math.max(least, width))) }
  }

  /** One of list and map always stays: an empty desk helps nobody. */
  function toggleMap() {
    isMapOpen.value = !isMapOpen.value
    if (!isMapOpen.value) isListOpen.value = true
  }

  function toggleList() {
    isListOpen.value = !isListOpen.value
    if (!isListOpen.value) isMapOpen.value = true
  }

  function showList() {
    phonePane.value = 'list'
    isListOpen.value = true
  }

  const toggleDensity = () => {
    density.value = density.value === 'compact' ? 'comfortable' : 'compact'
  }

  watch([widths, ...Object.values(parts)], () =>
    writeStored({
      ...widths.value,
      density: density.value,
      isMapOpen: isMapOpen.value,
      isListOpen: isListOpen.value,
      areSingleKeysOn: areSingleKeysOn.value,
    }),
  )

  const panes = { phonePane, widths, resize, toggleMap, toggleList, showList }
  return { ...parts, ...panes, toggleDensity }
})

/** Storage may be refused, empty or written by an older version: anything invalid means the default layout. */
function readStored(): StoredLayout {
  const read = readRememberedJson(storageKey)
  return { ...usual, ...(read as Partial<StoredLayout> | undefined) }
}

const writeStored = (layout: StoredLayout): void => remember(storageKey, JSON.stringify(layout))
