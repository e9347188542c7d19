import { ref } from 'vue'
import type { MapWords } from '../use-map-words.ts'

interface Step {
  north: number
  east: number
}

/** Announces to a screen reader that the pin was moved, because the move itself can only be seen. */
export function usePinNews(words: MapWords) {
  const news = ref('')

  function tell(step: Step): void {
    const metres = Math.abs(step.north) || Math.abs(step.east)
    const text =
      metres === 0
        ? words('moved')
        : words('movedBy', { metres, direction: words(directionOf(step)) })
    // The same words twice would be read once: a live region announces changes only.
    news.value = news.value === text ? `${text}\u00a0` : text
  }
  return { news, tell }
}

function directionOf(step: Step) {
  if (step.north !== 0) return step.north > 0 ? 'north' : 'south'
  return step.east > 0 ? 'east' : 'west'
}
