import { readLocalStorage } from '../../browser/globals.ts'

/**
 * Small choices of one phone (language, theme). When storage fails, as in some private windows, the choice is only forgotten:
 * nobody is bothered with it.
 */
export function readRemembered<T extends string>(
  key: string,
  allowed: readonly T[],
): T | undefined {
  const value = read(key)
  return allowed.find((entry) => entry === value)
}

/** Returns `undefined` when there is nothing or nothing readable; the caller checks the value. */
export function readRememberedJson(key: string): unknown {
  try {
    return JSON.parse(read(key) ?? '') as unknown
  } catch {
    return undefined
  }
}

function read(key: string): string | null {
  try {
    return readLocalStorage()?.getItem(`lygte-${key}`) ?? null
  } catch {
    return null
  }
}

export function remember(key: string, value: string): void {
  try {
    readLocalStorage()?.setItem(`lygte-${key}`, value)
  } catch {
    return
  }
}

export function forget(key: string): void {
  try {
    readLocalStorage()?.removeItem(`lygte-${key}`)
  } catch {
    return
  }
}
