import type { WalkFrame } from '../walk-layout/position-and-tiles.ts'

type Place = Pick<WalkFrame['place'], 'state' | 'start' | 'stop'>
type Page = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>

const watching = ['searching', 'known', 'no-signal', 'timeout']

/**
 * Stops watching the position while nobody sees the page, because that is what empties a battery, and goes on afterwards. Only a watch
 * that was there is begun again: the question for permission belongs to a press. Returns a function that ends it.
 */
export function restPosition(place: Place, page: Page): () => void {
  let isResting = false
  function follow(): void {
    if (page.visibilityState === 'hidden') {
      isResting ||= watching.includes(place.state.value)
      if (isResting) place.stop()
    } else if (isResting) {
      isResting = false
      place.start()
    }
  }
  page.addEventListener('visibilitychange', follow)
  return () => page.removeEventListener('visibilitychange', follow)
}
