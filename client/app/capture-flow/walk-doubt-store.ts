import { defineStore } from 'pinia'
import { inject, shallowRef } from 'vue'
import type { Position } from '../../../shared/geo.ts'
import { walkDoubt, walkMoment, type WalkDoubt } from '../../../shared/walk/walk-time.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { useSyncStatusStore } from '../../features/sync-status/sync-status-store.ts'
import { useWalkStore } from '../../features/walk/current-walk/current-walk-store.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

export interface WalkQuestion {
  walk: Walk
  doubt: WalkDoubt
  own: Position | null
  /** Walks of this phone without such a doubt, those under way first. */
  others: Walk[]
  answer: (choice: 'go-on' | 'stop' | Walk) => void
}

/**
 * Before the first pin on a walk that is over, far ahead or far away, the app asks whether it is the right walk: once per walk, as
 * long as the app stays open.
 */
export const useWalkDoubtStore = defineStore('walk-doubt', () => {
  const { walks } = inject(walkServicesKey) as WalkServices
  const walk = useWalkStore()
  const status = useSyncStatusStore()
  const question = shallowRef<WalkQuestion | null>(null)
  const agreed = new Set<string>()

  /** Returns false when the person declines; another walk may be selected afterwards. */
  async function mayPin(own: Position | null): Promise<boolean> {
    const current = walk.current?.walk
    if (!current || agreed.has(current.id)) return true
    const doubt = walkDoubt(current, status.serverNowMs(), own)
    if (!doubt) return true
    if (question.value) return false
    const choice = await ask({ walk: current, doubt, own, others: await othersOf(current, own) })
    question.value = null
    if (choice === 'go-on') agreed.add(current.id)
    else if (choice !== 'stop') {
      await walks.setCurrent(choice.id)
      await walk.refresh()
    }
    return choice !== 'stop'
  }

  const ask = (asked: Omit<WalkQuestion, 'answer'>) =>
    new Promise<Parameters<WalkQuestion['answer']>[0]>((resolve) => {
      question.value = { ...asked, answer: resolve }
    })

  async function othersOf(current: Walk, own: Position | null): Promise<Walk[]> {
    const now = status.serverNowMs()
    const { joined } = await walks.read()
    const isOn = (one: Walk) => Number(walkMoment(one, now) === 'running')
    return joined
      .map((stored) => stored.walk)
      .filter((one) => one.id !== current.id && walkDoubt(one, now, own) === null)
      .sort((a, b) => isOn(b) - isOn(a))
  }

  return { question, mayPin }
})
