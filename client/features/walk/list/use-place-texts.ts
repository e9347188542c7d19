import { ref, shallowRef, triggerRef } from 'vue'
import { searchTextOfPlace } from '../../../../shared/place-names/words-of-place.ts'
import { foldLetters, wordsOf } from '../../../../shared/text/search-words.ts'
import type { Pin } from '../../../local/pins/pin.ts'
import { useFindPlaceName } from '../../../ui/places/use-place-name.ts'

/** Places between two turns of the page: a slow phone takes some ten milliseconds for them. */
const placesAtOnce = 25

const keyOf = ({ observation: { position } }: Pin): string =>
  `${String(position.longitude)} ${String(position.latitude)}`

const isPlaced = ({ observation }: Pin): boolean => observation.position.source !== 'address'

export const foldedWords = (text: string): string => foldLetters(wordsOf(text).join(' '))

/** What the map calls the places of pins as folded words, looked up a few at a time, each place once. */
export function usePlaceTexts() {
  const find = useFindPlaceName()
  const texts = shallowRef(new Map<string, string>())
  const isLooking = ref(false)
  let round = 0

  /** Returns whether the map could say anything. */
  async function nameAll(pins: readonly Pin[]): Promise<boolean> {
    const names = await Promise.allSettled(
      pins.map(({ observation }) => find(observation.position)),
    )
    for (const [index, name] of names.entries()) {
      const pin = pins[index]
      if (pin && name.status === 'fulfilled') texts.value.set(keyOf(pin), foldedText(name.value))
    }
    triggerRef(texts)
    return names.some(({ status }) => status === 'fulfilled')
  }

  async function lookUp(pins: readonly Pin[]): Promise<void> {
    const own = (round += 1)
    const missing = pins.filter((pin) => isPlaced(pin) && !texts.value.has(keyOf(pin)))
    isLooking.value = missing.length > 0
    let isThere = true
    for (let start = 0; start < missing.length && isThere && own === round; start += placesAtOnce) {
      // Where the map is not to be had now, the next search asks again.
      isThere = await nameAll(missing.slice(start, start + placesAtOnce))
      // Lets the page answer to touches in between.
      await new Promise((resolve) => setTimeout(resolve))
    }
    if (own === round) isLooking.value = false
  }
  const textAt = (pin: Pin): string => (isPlaced(pin) ? (texts.value.get(keyOf(pin)) ?? '') : '')
  return { textAt, isLooking, lookUp }
}

type Found = Awaited<ReturnType<ReturnType<typeof useFindPlaceName>>>

const foldedText = (name: Found): string => (name ? foldedWords(searchTextOfPlace(name)) : '')
