import { computed, ref, watch } from 'vue'
import { holdsWords, searchWordsOf } from '../../../../shared/text/search-words.ts'
import type { Pin } from '../../../local/pins/pin.ts'
import { usePinWords } from '../pin/use-pin-words.ts'
import { foldedWords, usePlaceTexts } from './use-place-texts.ts'

/**
 * Searches pins by topic, words, number and what the map calls their places, like the desk does: any keyboard's letters, parts of long
 * words. The map is asked when something is searched for the first time, and only the phone's own one is needed.
 */
export function useListSearch(pins: () => readonly Pin[]) {
  const { topic } = usePinWords()
  const typed = ref('')
  const places = usePlaceTexts()
  const words = computed(() => searchWordsOf(typed.value))
  /** Folded once, and not at every key that is pressed. */
  const ownTexts = computed(() => {
    const textOf = (pin: Pin) => {
      const { text, place, number } = pin.observation
      return foldedWords(`${topic(pin)} ${text} ${place} ${String(number ?? '')}`)
    }
    return new Map(pins().map((pin) => [pin.id, textOf(pin)]))
  })
  const found = computed(() => {
    const wanted = words.value
    if (wanted === null) return pins()
    return pins().filter((pin) =>
      holdsWords(`${ownTexts.value.get(pin.id) ?? ''} ${places.textAt(pin)}`, wanted),
    )
  })
  watch([words, pins], () => {
    if (words.value !== null) void places.lookUp(pins())
  })
  return {
    ...{ typed, found, isLooking: places.isLooking },
    isSearching: computed(() => words.value !== null),
  }
}
