import { readonly, ref } from 'vue'

const message = ref('')

/**
 * Announces to a screen reader without moving the focus: saved, sent, failed. One live region a page (`LiveAnnouncer.vue`) reads
 * it; the same words twice are read twice.
 */
export function useAnnouncer() {
  function announce(words: string) {
    message.value = message.value === words ? `${words}\u00a0` : words
  }
  return { message: readonly(message), announce }
}
