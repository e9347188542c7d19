import { computed, inject, onScopeDispose, shallowRef, watch } from 'vue'
import { findingsByStop } from '../../../../shared/walk/findings-by-stop.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { PreparedPhoto } from '../../../local/capture/draft.ts'
import type {
  FindingsOnSite,
  FollowUpRef,
  SaidOnSite,
} from '../../../local/verification/verification-storage.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'
import { coalesced } from '../current-walk/reading-again.ts'
import { useWalkStore } from '../current-walk/current-walk-store.ts'
import { useKeeping } from '../stops/use-keeping.ts'

/** What the walk on the screen looks at again, by stop. It reads only what is on the phone. */
export function useVerifying() {
  const { answers } = inject(walkServicesKey) as WalkServices
  const store = useWalkStore()
  const { trouble, isKeeping, keep } = useKeeping()
  const storage = answers.leading().then(({ verification }) => verification)
  const known = shallowRef<FindingsOnSite | null>(null)
  const walk = computed(() => store.current?.walk)
  const followed = computed<FollowUpRef | null>(() => {
    const { id, follows } = walk.value ?? {}
    return id !== undefined && follows !== undefined ? { followUpId: id, earlierId: follows } : null
  })
  const read = coalesced(async () => {
    const asked = followed.value
    known.value = asked && (await (await storage).read(asked))
  })
  const stop = answers.subscribe(() => void read())
  const stopRows = storage.then((verification) => verification.subscribe(() => void read()))
  onScopeDispose(() => {
    stop()
    void stopRows.then((end) => end())
  })
  watch(followed, () => void read(), { immediate: true })

  const findings = computed(() => known.value?.findings ?? [])
  const groups = computed(() =>
    findingsByStop(findings.value, walk.value?.stops ?? [], ({ finding }) => finding).filter(
      (group) => group.findings.length > 0,
    ),
  )
  const seen = computed(() => findings.value.filter(({ said }) => said !== null).length)

  async function kept(write: Parameters<typeof keep>[0]): Promise<boolean> {
    const isKept = await keep(write)
    if (isKept) await read()
    return isKept
  }
  const verify = (finding: VisibleObservation, said: SaidOnSite) =>
    kept(async () => (await storage).verify(followed.value as FollowUpRef, finding, said))
  const addPhoto = (finding: VisibleObservation, photo: PreparedPhoto) =>
    kept(async () => (await storage).addPhoto(followed.value as FollowUpRef, finding, photo))
  return { walk, followed, known, findings, groups, seen, trouble, isKeeping, verify, addPhoto }
}
