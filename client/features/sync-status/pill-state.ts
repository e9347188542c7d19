import type { SendNowResult, SyncState } from '../../sync/loop/sync-loop.ts'
import type { IconName } from '../../ui/icons/icons.ts'

export interface PillState {
  /** Message key under `sync.`. */
  key:
    | 'counting'
    | 'allSent'
    | 'lost'
    | 'offline'
    | 'waitingForNet'
    | 'waitingForUs'
    | 'waiting'
    | 'sending'
    | 'attention'
    | 'signIn'
    | 'update'
    | 'wifi'
  n: number
  of: number
  icon: IconName
  /** Lantern amber is for what the person can do now; waiting for a network is nobody's task. */
  needsYou: boolean
}

type Key = PillState['key']
const icons: Record<Key, IconName> = {
  counting: 'schedule',
  allSent: 'cloud_done',
  lost: 'error',
  offline: 'cloud_off',
  waitingForNet: 'cloud_off',
  waitingForUs: 'schedule',
  waiting: 'schedule',
  sending: 'cloud_upload',
  attention: 'error',
  signIn: 'login',
  update: 'download',
  wifi: 'wifi',
}

/** Returns the most urgent true state of sending (interface.md §1.3): what needs the person first, then what is being sent. */
export function pillOf(state: SyncState, hasLost = false): PillState {
  const key = keyOf(state, hasLost)
  const needsYou = urgent.includes(key)
  const counted = key === 'attention' ? state.needsAttention : state.waiting
  // "Sender 2 af 5" names the item under way, not the ones done.
  const n = state.sending && key === 'sending' ? nowSending(state.sending) : counted
  return { key, n, of: state.sending?.of ?? 0, icon: icons[key], needsYou }
}

const urgent: readonly Key[] = ['attention', 'lost', 'signIn', 'update', 'wifi']

const nowSending = ({ done, of }: { done: number; of: number }) => Math.min(done + 1, of)

function keyOf(state: SyncState, hasLost: boolean): Key {
  if (!state.isCounted) return 'counting'
  if (state.needsAttention > 0) return 'attention'
  // What the phone has deleted no longer waits, and may never have been sent.
  if (state.waiting === 0 && hasLost) return 'lost'
  // Shown also when nothing waits: pins of others cannot arrive, and the map may be missing.
  if (state.waiting === 0) return state.connection === 'offline' ? 'offline' : 'allSent'
  if (state.needsSignIn) return 'signIn'
  if (state.appTooOld) return 'update'
  if (state.connection === 'captive-portal') return 'wifi'
  if (state.sending) return 'sending'
  if (state.connection === 'offline') return 'waitingForNet'
  return state.connection === 'server-away' ? 'waitingForUs' : 'waiting'
}

/** The result of "send now"; message key under `sync.news`. */
export const newsOf = (
  result: SendNowResult | null,
  hasLost: boolean,
): SendNowResult | 'lost' | null => (result === 'all-sent' && hasLost ? 'lost' : result)
