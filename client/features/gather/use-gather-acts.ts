import { inject, nextTick } from 'vue'
import { gatherActsKey, type GatherActs } from './gather-source.ts'

export function useGatherActs(): GatherActs {
  const acts = inject(gatherActsKey)
  if (!acts) throw new Error('nothing takes what is pressed here')
  return acts
}

/** Whoever pressed a button that is gone now goes on at the finding that it was about. */
export async function goOnAt(findingId: string): Promise<void> {
  await nextTick()
  document.getElementById(`finding-${findingId}`)?.focus()
}
