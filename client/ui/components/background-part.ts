import { defineAsyncComponent, type Component } from 'vue'

const unasked = new WeakSet<object>()

/** Whether a part could not be loaded that nobody had asked for: then nobody is told. */
export const isUnasked = (error: object): boolean => unasked.has(error)

/** Loads a part that nobody has asked for yet; the rejection is remembered as such (`isUnasked`). */
export async function loadUnasked<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof Error) unasked.add(error)
    throw error
  }
}

/**
 * A component that the app shows by itself, such as the next stop. When it cannot be loaded, as in the first seconds without a
 * network, its place stays empty, and it is loaded again when its screen is opened again.
 */
export function backgroundPart<T extends Component>(load: () => Promise<T>): T {
  let hasFailed = false
  return defineAsyncComponent<T>({
    loader: () => {
      if (hasFailed) requestStylesAgain()
      return loadUnasked(load)
    },
    onError(_error, _retry, fail) {
      hasFailed = true
      fail()
    },
  })
}

/** The build's own loader requests each style sheet once, also when that has failed. */
function requestStylesAgain(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    if (!link.sheet) link.replaceWith(link.cloneNode())
  }
}
