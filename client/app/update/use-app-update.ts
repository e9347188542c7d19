import { onScopeDispose, readonly, ref } from 'vue'
import type { NoticeChannel, PhoneClock } from '../../local/phone/phone-environment.ts'
import type { AppWorker } from './register-worker.ts'
import { answerOtherTabs, askOtherTabs } from './update-vote.ts'

/**
 * `none`: this is the newest version. `waiting`: a newer one is on the phone and waits for the person. `asking`: the other tabs are
 * being asked. `others-busy`: another tab is in the middle of something or asleep; the new version comes when all are closed.
 * `taken-over`: another tab has updated; this one continues and may be reloaded when it suits.
 */
export type AppUpdateState = 'none' | 'waiting' | 'asking' | 'others-busy' | 'taken-over'

export interface AppUpdateOptions {
  /** `null` where there is no service worker; then there is never an update. */
  worker: AppWorker | null
  /** `null` without BroadcastChannel: then only a single tab can update. */
  channel: NoticeChannel | null
  clock: Pick<PhoneClock, 'after'>
  page: { onVisible: (listener: () => void) => () => void; reload: () => void }
  /** Saves what is being typed; `true` when a reload loses nothing. */
  flushDraft: () => Promise<boolean>
  makeRound: () => string
}

const checkEveryMs = 60 * 60 * 1_000

/**
 * New versions come by prompt only (property I4): nothing is replaced until the person accepts and every tab has saved its draft,
 * and only the tab that asked reloads by itself.
 */
export function useAppUpdate(options: AppUpdateOptions) {
  const { worker, channel, page, flushDraft } = options
  const state = ref<AppUpdateState>('none')
  let isMine = false

  worker?.onWaiting(() => {
    if (state.value === 'none') state.value = 'waiting'
  })
  worker?.onTakenOver(() => {
    if (isMine) page.reload()
    else state.value = 'taken-over'
  })
  if (channel) answerOtherTabs(channel, flushDraft)
  onScopeDispose(keepLooking(options))

  async function accept(): Promise<void> {
    if (!worker || state.value === 'asking') return
    if (state.value === 'taken-over') return reloadSafely()
    state.value = 'asking'
    const isFree = (await flushDraft().catch(() => false)) && (await othersAgree(worker, options))
    if (!isFree) {
      state.value = 'others-busy'
      return
    }
    isMine = true
    worker.takeOver()
  }

  async function reloadSafely(): Promise<void> {
    if (await flushDraft().catch(() => false)) page.reload()
  }

  return { state: readonly(state), accept }
}

async function othersAgree(worker: AppWorker, options: AppUpdateOptions): Promise<boolean> {
  const { channel, clock, makeRound } = options
  const others = (await worker.countTabs()) - 1
  if (others <= 0) return true
  if (!channel) return false
  const result = await askOtherTabs({ channel, clock, others, round: makeRound() })
  if (result !== 'no-answer') return result === 'all-agree'
  // A tab that was closed or reloaded is still counted for a moment, and never answers.
  const isOneGone = (await worker.countTabs()) - 1 < others
  return isOneGone && othersAgree(worker, options)
}

/** Looks for a new version every hour and whenever the page becomes visible; returns a function that stops it. */
function keepLooking({ worker, clock, page }: AppUpdateOptions): () => void {
  if (!worker) return () => undefined
  const look = () => void worker.checkForUpdate()
  const stopListening = page.onVisible(look)
  let cancel = (): void => undefined
  const schedule = () => {
    cancel = clock.after(checkEveryMs, () => {
      look()
      schedule()
    })
  }
  schedule()
  return () => {
    stopListening()
    cancel()
  }
}
