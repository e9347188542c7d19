import { ref } from 'vue'

/** Facts about the place of the draft, beside the place itself; none of it is stored. */
export function createPlaceFacts() {
  /** When the phone found the position, Unix milliseconds; `null` when the person chose the place. */
  const fixAt = ref<number | null>(null)
  /** Age of the fix when the pin was put at it; null when it was fresh. */
  const staleMs = ref<number | null>(null)
  /** A fresh fix is awaited, for a few seconds. */
  const isFinding = ref(false)
  /** The person has confirmed it, or has put it there. */
  const isConfirmed = ref(false)

  function reset(isKnown: boolean): void {
    fixAt.value = null
    staleMs.value = null
    isFinding.value = false
    isConfirmed.value = isKnown
  }
  return { fixAt, staleMs, isFinding, isConfirmed, reset }
}
