import { onScopeDispose, ref, watch } from 'vue'
import type { PinPhoto } from '../../../local/pins/pin.ts'
import { usePinStore } from './pin-store.ts'

/** The source of a photo's picture: this phone when the bytes are here, else our server once it is stored there. */
export function usePhotoSource(photo: () => PinPhoto) {
  const store = usePinStore()
  const small = ref<string | null>(null)
  const large = ref<string | null>(null)
  const isMissing = ref(false)
  let made: string | null = null

  function forget(): void {
    if (made) URL.revokeObjectURL(made)
    made = null
  }

  async function fromPhone(photoId: string): Promise<string | null> {
    const bytes = await store.photoBytes(photoId)
    if (!bytes) return null
    forget()
    made = URL.createObjectURL(new Blob([bytes], { type: (await store.photoType(photoId)) ?? '' }))
    return made
  }

  watch(
    [() => photo().photoId, () => photo().isOnPhone, () => photo().state] as const,
    async ([photoId, isOnPhone, state]) => {
      const local = isOnPhone ? await fromPhone(photoId).catch(() => null) : null
      const address = state === 'stored' ? `/api/photos/${photoId}/` : null
      small.value = local ?? (address && `${address}thumbnail`)
      large.value = local ?? (address && `${address}large`)
    },
    { immediate: true },
  )
  // What could not be shown is tried again whenever something new was read, e.g. once there is a network.
  watch(photo, () => {
    isMissing.value = false
  })
  onScopeDispose(forget)

  /** Without a network, or for a kind that this browser cannot draw, words are shown instead. */
  function fail(): void {
    isMissing.value = true
  }
  return { small, large, isMissing, fail }
}
