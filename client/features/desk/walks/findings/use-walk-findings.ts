import { ref, shallowRef, watch } from 'vue'
import type { ObservationQuery } from '../../../../../shared/contract/api-contract.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import type { Walk } from '../../../../../shared/walk/walk.ts'
import { useReaderStore } from '../../connection/reader-store.ts'

/** All that was found on a walk; `null` until it is there. It is read again whenever the walk is. */
export function useWalkFindings(walk: () => Pick<Walk, 'id'> | null | undefined) {
  const desk = useReaderStore()
  const findings = shallowRef<readonly VisibleObservation[] | null>(null)
  const hasFailed = ref(false)
  let asks = 0

  /** Page after page: a walk has more findings than one answer holds. */
  async function load(): Promise<void> {
    const ask = (asks += 1)
    const walkId = walk()?.id
    if (walkId === undefined) return
    const found: VisibleObservation[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: ObservationQuery = { walk: walkId, limit: 200, ...(cursor && { cursor }) }
      const asked = await desk.ask('listObservations', { query })
      if (ask !== asks) return
      hasFailed.value = asked.state !== 'answered'
      if (asked.state !== 'answered') return
      found.push(...asked.value.items)
      cursor = asked.value.next
    }
    findings.value = found
  }
  watch(walk, load, { immediate: true })
  return { findings, hasFailed, load }
}
