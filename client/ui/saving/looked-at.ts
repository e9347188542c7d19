import { forget, readRememberedJson, remember } from './remembered.ts'

const key = 'looked-at'

/** What officials had said of each pin of a walk when this phone's person last opened it, by the id of the pin. */
export type LookedAt = Readonly<Record<string, string>>

function readAll(): Record<string, LookedAt> {
  const kept = readRememberedJson(key)
  return typeof kept === 'object' && kept !== null ? (kept as Record<string, LookedAt>) : {}
}

/** Returns undefined while the person has not looked at anything of the walk. */
export const readLookedAt = (walkId: string): LookedAt | undefined => readAll()[walkId]

export function keepLookedAt(walkId: string, lookedAt: LookedAt): void {
  remember(key, JSON.stringify({ ...readAll(), [walkId]: lookedAt }))
}

/** For a person who leaves a walk, or who erases everything. */
export function forgetLookedAt(walkId?: string): void {
  const { [walkId ?? '']: _, ...others } = readAll()
  if (walkId === undefined || Object.keys(others).length === 0) forget(key)
  else remember(key, JSON.stringify(others))
}
