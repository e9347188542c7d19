import { ref, watch, type Ref } from 'vue'
import { forget, readRememberedJson, remember } from './remembered.ts'

const key = 'text'
/** Oldest texts beyond this number are deleted: nobody goes back to the twentieth unfinished sentence. */
const mostTexts = 20

type Texts = Record<string, string>

function readTexts(): Texts {
  const stored = readRememberedJson(key)
  if (typeof stored !== 'object' || stored === null) return {}
  return Object.fromEntries(
    Object.entries(stored).filter((one): one is [string, string] => typeof one[1] === 'string'),
  )
}

function keep(name: string, text: string): void {
  const { [name]: _, ...others } = readTexts()
  const entries = [...Object.entries(others), ...(text === '' ? [] : [[name, text] as const])]
  if (entries.length === 0) forget(key)
  else remember(key, JSON.stringify(Object.fromEntries(entries.slice(-mostTexts))))
}

/**
 * Keeps what is written in a field and not yet saved, on this phone from the first letter on: synchronously, so that no reload can
 * come between. An empty field is deleted.
 */
export function useKeptText(name: () => string): Ref<string> {
  const text = ref('')
  watch(
    name,
    (now) => {
      text.value = readTexts()[now] ?? ''
    },
    { immediate: true, flush: 'sync' },
  )
  watch(
    text,
    (words) => {
      keep(name(), words)
    },
    { flush: 'sync' },
  )
  return text
}

/** For a person who erases everything. */
export function forgetTexts(): void {
  forget(key)
}
