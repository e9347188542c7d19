import { forget, readRememberedJson, remember } from './remembered.ts'

const key = 'status-secrets'

/** The secrets of this phone for the status page of one walk. */
interface StatusSecrets {
  /** The server has received it: its link opens the page. */
  open?: string
  /** Sent, without an answer so far: it is sent again, so that a lost answer makes no second link. */
  pending?: string
}

function readAll(): Record<string, StatusSecrets> {
  const kept = readRememberedJson(key)
  return typeof kept === 'object' && kept !== null ? (kept as Record<string, StatusSecrets>) : {}
}

export const readStatusSecrets = (walkId: string): StatusSecrets => readAll()[walkId] ?? {}

export function keepStatusSecrets(walkId: string, secrets: StatusSecrets): void {
  remember(key, JSON.stringify({ ...readAll(), [walkId]: secrets }))
}

/** For a person who leaves a walk, or who erases everything. */
export function forgetStatusSecrets(walkId?: string): void {
  const { [walkId ?? '']: _, ...others } = readAll()
  if (walkId === undefined || Object.keys(others).length === 0) forget(key)
  else remember(key, JSON.stringify(others))
}
