/**
 * Small choices of one phone (language, theme). Storage that fails, as in some private windows, only means that the choice
 * is forgotten: nobody is bothered with it.
 */
export function readRemembered<T extends string>(
  key: string,
  allowed: readonly T[],
): T | undefined {
  try {
    const value = localStorage.getItem(`lygte-${key}`)
    return allowed.find((entry) => entry === value)
  } catch {
    return undefined
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`lygte-${key}`, value)
  } catch {
    return
  }
}
