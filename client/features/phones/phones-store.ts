import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef, type Ref } from 'vue'
import type {
  ApiName,
  MissingPhoto,
  Reply,
  WalkPhone,
} from '../../../shared/contract/api-contract.ts'
import type { ApiClient, CallOptions } from '../../sync/http/api-client.ts'
import { deskServicesKey, type DeskServices } from '../../sync/services/desk-services.ts'

/** loading: nothing known yet; failed: no answer came, the shown data is older; refused: not for this person. */
export type AskState = 'loading' | 'shown' | 'failed' | 'refused'

/** What never arrived from the phones: reports for organisers, photos for everybody at the desk. */
export const usePhonesStore = defineStore('desk-phones', () => {
  const services = inject<DeskServices | null>(deskServicesKey, null)
  if (!services) throw new Error('desk services were not provided')
  const { api } = services
  const state = ref<AskState>('loading')
  const owing = shallowRef<readonly WalkPhone[]>([])
  const photos = shallowRef<readonly MissingPhoto[]>([])
  const hasMorePhotos = ref(false)
  const walkPhones = shallowRef<readonly WalkPhone[] | null>(null)
  const needsSignIn = ref(false)

  const ask = createAsk(api, { state, needsSignIn })

  async function load(isOrganiser: boolean): Promise<void> {
    needsSignIn.value = false
    const missing = await ask('missingPhotos')
    const phones = isOrganiser ? await ask('listPhones') : { value: { phones: [] } }
    if (!missing || !phones) return
    photos.value = missing.value.photos
    hasMorePhotos.value = missing.value.hasMore
    owing.value = phones.value.phones
    state.value = 'shown'
  }

  async function loadWalk(walkId: string): Promise<void> {
    walkPhones.value = null
    const answer = await ask('listPhones', { query: { walk: walkId } })
    if (answer) walkPhones.value = answer.value.phones
  }

  /** Returns true when the phone can neither send nor read any more. */
  async function lock({ id }: WalkPhone): Promise<boolean> {
    const isDone = (await ask('lockPhone', { params: { id } })) !== undefined
    if (isDone && walkPhones.value) {
      const locked = (phone: WalkPhone): WalkPhone =>
        phone.id === id ? { ...phone, access: 'locked-out' } : phone
      walkPhones.value = walkPhones.value.map(locked)
    }
    if (!isDone) state.value = 'shown'
    return isDone
  }

  const count = computed(() => {
    const reports = owing.value.map(
      ({ lost, waiting, unexplained }) => lost + waiting + unexplained,
    )
    return reports.reduce((sum, one) => sum + one, photos.value.length)
  })
  const read = { state, owing, photos, hasMorePhotos, walkPhones, needsSignIn, count }
  return { ...read, load, loadWalk, lock }
})

/** Returns the answer, or nothing when it was refused or did not come; the states then show it. */
function createAsk(
  api: ApiClient,
  { state, needsSignIn }: { state: Ref<AskState>; needsSignIn: Ref<boolean> },
) {
  return async <N extends ApiName>(
    name: N,
    options: CallOptions<N> = {},
  ): Promise<{ value: Reply<N> } | undefined> => {
    try {
      const outcome = await api.call(name, options)
      if (outcome.ok) return { value: outcome.value }
      if (outcome.problem.code === 'sign-in-needed') needsSignIn.value = true
      state.value = 'refused'
    } catch {
      state.value = 'failed'
    }
    return undefined
  }
}
