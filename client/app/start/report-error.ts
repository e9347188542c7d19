import { readonly, shallowRef, type App } from 'vue'
import { PhoneStorageError } from '../../local/database/storage-errors.ts'

const failure = shallowRef<unknown>(null)

/**
 * Last resort for what nobody foresaw: kept for the screen to say so in words, and handed to the browser's own reporting so that it
 * is not swallowed. What was saved stays saved: nothing here touches a database.
 */
export function reportError(error: unknown): void {
  if (isForeseen(error)) return
  failure.value = error ?? new Error('unknown failure')
  globalThis.reportError(error)
}

/** Errors of components and of promises nobody waited for end in `reportError`. */
export function catchErrors(app: App, target: Pick<Window, 'addEventListener'>): void {
  app.config.errorHandler = reportError
  target.addEventListener('unhandledrejection', (event) => {
    if (isForeseen(event.reason)) event.preventDefault()
    else failure.value = event.reason
  })
}

/** A phone whose storage does not answer says so in a banner of its own, as long as it is true (A6). */
const isForeseen = (error: unknown): boolean => error instanceof PhoneStorageError

export const useFailure = () => ({
  failure: readonly(failure),
  forget: () => (failure.value = null),
})
