import { computed, inject, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { VoteResult } from '../../../shared/walk/vote/vote-result.ts'
import type { GatheredWalk } from '../../local/gathering/gathered-walk.ts'
import type { Pin } from '../../local/pins/pin.ts'
import { useKeeping } from '../../features/walk/stops/use-keeping.ts'
import { useWalkStore } from '../../features/walk/current-walk/current-walk-store.ts'
import type { GatherActs } from '../../features/gather/gather-source.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

const waiting: readonly Pin['delivery'][] = ['on-phone', 'sending', 'waiting-for-sign-in']

const isUnsent = ({ hasPendingEdit, delivery }: Pin): boolean =>
  hasPendingEdit || waiting.includes(delivery)

async function readVotes(api: WalkServices['api'], id: string): Promise<VoteResult | null> {
  const answer = await api.call('walkVotes', { params: { id } }).catch(() => undefined)
  return answer?.ok ? answer.value : null
}

/** Gathering and voting on a phone: everything but counts of votes is read from it, and what is pressed goes through its outbox. */
export function usePhoneGathering() {
  const { answers, api, capture } = inject(walkServicesKey) as WalkServices
  const walk = useWalkStore()
  const { trouble, isKeeping, keep } = useKeeping()
  const gathered = shallowRef<GatheredWalk>()
  const isRead = ref(false)
  const storage = answers.leading().then((leading) => leading.gathering)

  async function read(): Promise<void> {
    const id = walk.current?.walk.id
    if (id === undefined) return
    gathered.value = await (await storage).read(id)
    isRead.value = true
  }
  const stop = answers.subscribe(() => void read())
  onScopeDispose(stop)
  watch(
    () => walk.current,
    () => void read(),
    { immediate: true },
  )

  /** Resolves once the screen shows what was kept. */
  const kept = async (write: Parameters<typeof keep>[0]): Promise<boolean> => {
    const isKept = await keep(write)
    if (isKept) await Promise.all([walk.refresh(), read()])
    return isKept
  }
  const acts: GatherActs = {
    onFinding: (finding, press) => kept(async () => (await storage).onFinding(finding, press)),
    onWalk: (press) => kept(async () => (await storage).onWalk(press)),
    edit: (finding, changes) => kept(() => capture.edit(finding.id, changes)),
    readVotes: () => readVotes(api, walk.current?.walk.id ?? ''),
    ownPhoto: async (photoId) => {
      const bytes = await capture.photoBytes(photoId)
      if (!bytes) return null
      const type = (await capture.photoType(photoId)) ?? ''
      return URL.createObjectURL(new Blob([bytes], { type }))
    },
  }
  return {
    acts,
    gathered,
    isRead,
    isKeeping,
    keep: kept,
    trouble,
    observations: computed(() => walk.allPins.map(({ observation }) => observation)),
    unsent: computed(() => new Set(walk.allPins.filter(isUnsent).map(({ id }) => id))),
  }
}
