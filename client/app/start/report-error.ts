import { readonly, shallowRef, type App } from 'vue'
import { PhoneStorageError } from '../../local/database/storage-errors.ts'

const failure = shallowRef<unknown>(null)

/**
 * Handles unexpected errors: it stores one for the screen to show in words, and passes it to the browser's own reporting. It
 * touches no database, so what was saved stays saved.
 */
export function reportError(error: unknown): void {
  if (isForeseen(error)) return
  failure.value = error ?? new Error('unknown failure')
  globalThis.reportError(error)
}

/** Errors of components and unhandled rejections end in `reportError`. */
export function catchErrors(app: App, target: Pick<Window, 'addEventListener'>): void {
  app.config.errorHandler = reportError
  target.addEventListener('unhandledrejection', (event) => {
    if (isForeseen(event.reason)) event.preventDefault()
    else failure.value = event.reason
  })
}

const foreseen = new WeakSet<Error>()

/** Marks an error that another part of the screen tells in words. */
export function foresee(error: Error): void {
  foreseen.add(error)
}

/** A phone whose storage does not answer has a banner of its own, as long as that is true (A6). */
const isForeseen = (error: unknown): boolean =>
  error instanceof PhoneStorageError || (error instanceof Error && foreseen.has(error))

export const useFailure = () => ({
  failure: readonly(failure),
  forget: () => (failure.value = null),
})
