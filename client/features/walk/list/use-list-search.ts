import { computed, ref, shallowRef, triggerRef, watch } from 'vue'
import { searchTextOfPlace } from '../../../../shared/place-names/place-name.ts'
import {
  foldLetters,
  holdsWords,
  searchWordsOf,
  wordsOf,
} from '../../../../shared/text/search-words.ts'
import type { Pin } from '../../../local/pins/pin.ts'
import type { FindPlaceName } from '../../../ui/places/use-place-name.ts'
import { usePinWords } from '../pin/use-pin-words.ts'

/** Places between two turns of the page: a slow phone takes some ten milliseconds for them. */
const placesAtOnce = 25

/**
 * Searches pins by topic, words, number and what the map calls their places, like the desk does: any keyboard's letters, parts of long
 * words. The map is asked once for each place, when something is searched for the first time.
 */
export function useListSearch(pins: () => readonly Pin[], find: FindPlaceName) {
  const { topic } = usePinWords()
  const typed = ref('')
  const { textAt, isLooking, lookUp } = usePlaceTexts(find)
  const words = computed(() => searchWordsOf(typed.value))

  const textOf = (pin: Pin): string => {
    const { text, place, number } = pin.observation
    const own = `${topic(pin)} ${text} ${place} ${String(number ?? '')} ${textAt(pin)}`
    return foldLetters(wordsOf(own).join(' '))
  }
  const found = computed(() => {
    const wanted = words.value
    return wanted === null ? pins() : pins().filter((pin) => holdsWords(textOf(pin), wanted))
  })
  watch([words, pins], () => {
    if (words.value !== null) void lookUp(pins())
  })
  return { typed, found, isLooking, isSearching: computed(() => words.value !== null) }
}

const keyOf = ({ observation: { position } }: Pin): string =>
  `${String(position.longitude)} ${String(position.latitude)}`

const isPlaced = ({ observation }: Pin): boolean => observation.position.source !== 'address'

/** What the map calls the places of pins, looked up a few at a time. */
function usePlaceTexts(find: FindPlaceName) {
  const texts = shallowRef(new Map<string, string>())
  const isLooking = ref(false)
  let round = 0

  async function lookUp(pins: readonly Pin[]): Promise<void> {
    const own = (round += 1)
    const missing = pins.filter((pin) => isPlaced(pin) && !texts.value.has(keyOf(pin)))
    isLooking.value = missing.length > 0
    for (let start = 0; start < missing.length && own === round; start += placesAtOnce) {
      for (const pin of missing.slice(start, start + placesAtOnce)) {
        const name = await find(pin.observation.position)
        texts.value.set(keyOf(pin), name ? searchTextOfPlace(name) : '')
      }
      triggerRef(texts)
      // Lets the page answer to touches in between.
      await new Promise((resolve) => setTimeout(resolve))
    }
    if (own === round) isLooking.value = false
  }
  const textAt = (pin: Pin): string => (isPlaced(pin) ? (texts.value.get(keyOf(pin)) ?? '') : '')
  return { textAt, isLooking, lookUp }
}
