import { computed, inject, onScopeDispose, shallowRef, watch } from 'vue'
import type { Pin } from '../../local/pins/pin.ts'
import { useKeeping } from '../../features/walk/stops/use-keeping.ts'
import { useWalkStore } from '../../features/walk/current-walk/current-walk-store.ts'
import type { GatherActs } from '../../features/gather/gather-source.ts'
import { gatheringOf } from '../../../shared/walk/gathering/gathering.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

const waiting: readonly Pin['delivery'][] = ['on-phone', 'sending', 'waiting-for-sign-in']

const isUnsent = ({ hasPendingEdit, delivery }: Pin): boolean =>
  hasPendingEdit || waiting.includes(delivery)

/** Gathering on the leader's phone: everything is read from the phone, and what is pressed goes through its outbox. */
export function usePhoneGathering() {
  const { answers, capture } = inject(walkServicesKey) as WalkServices
  const walk = useWalkStore()
  const { trouble, keep } = useKeeping()
  const gathering = shallowRef(gatheringOf({}))
  const storage = answers.leading().then((leading) => leading.gathering)

  async function read(): Promise<void> {
    const id = walk.current?.walk.id
    if (id !== undefined) gathering.value = await (await storage).read(id)
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
    ownPhoto: async (photoId) => {
      const bytes = await capture.photoBytes(photoId)
      if (!bytes) return null
      const type = (await capture.photoType(photoId)) ?? ''
      return URL.createObjectURL(new Blob([bytes], { type }))
    },
  }
  return {
    acts,
    gathering,
    trouble,
    observations: computed(() => walk.allPins.map(({ observation }) => observation)),
    unsent: computed(() => new Set(walk.allPins.filter(isUnsent).map(({ id }) => id))),
  }
}
