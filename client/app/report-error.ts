import { readonly, shallowRef, type App } from 'vue'

const failure = shallowRef<unknown>(null)

/**
 * Last resort for what nobody foresaw: kept for the screen to say so in words, and handed to the browser's own reporting so that it
 * is not swallowed. What was saved stays saved: nothing here touches a database.
 */
export function reportError(error: unknown): void {
  failure.value = error ?? new Error('unknown failure')
  globalThis.reportError(error)
}

/** Errors of components and of promises nobody waited for end in `reportError`. */
export function catchErrors(app: App, target: Pick<Window, 'addEventListener'>): void {
  app.config.errorHandler = reportError
  target.addEventListener('unhandledrejection', ({ reason }) => {
    failure.value = reason
  })
}

export const useFailure = () => ({
  failure: readonly(failure),
  forget: () => (failure.value = null),
})
