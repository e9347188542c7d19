import type { Observation } from '../../../shared/observation/observation.ts'
import type { PlaceName } from '../../../shared/place-names/place-name.ts'
import { searchTextOfPlace } from '../../../shared/place-names/words-of-place.ts'
import { wordsOf } from '../../../shared/text/search-words.ts'

/**
 * Returns the text that the desk's search looks in, before its letters are folded: each word of text, place and number once, separated by
 * single spaces.
 */
export function searchTextOf({ text, place, number }: Observation): string {
  return [...new Set(wordsOf(`${text} ${place} ${number === null ? '' : String(number)}`))].join(
    ' ',
  )
}

/** The same of what the map calls the place; empty where it has no name. */
export const searchTextOfMap = (name: PlaceName | null): string =>
  name ? [...new Set(wordsOf(searchTextOfPlace(name)))].join(' ') : ''
