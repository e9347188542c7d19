import { onScopeDispose, ref, type Ref } from 'vue'

const everyMs = 30_000

/** The present moment, for words that become untrue as time passes; `read` may be more accurate than the phone's own clock. */
export function useNow(read: () => number = Date.now): Readonly<Ref<number>> {
  const now = ref(read())
  const timer = setInterval(() => (now.value = read()), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return now
}
