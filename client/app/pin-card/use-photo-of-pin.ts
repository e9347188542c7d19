import { inject, ref } from 'vue'
import { browserPhotoEngine } from '../../features/capture/photos/browser-photo-engine.ts'
import { allowedPixels } from '../../features/capture/photos/add-photos.ts'
import { preparePhoto } from '../../features/capture/photos/prepare-photo.ts'
import { usePinStore } from '../../features/walk/pin/pin-store.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

/** Takes a photo to a pin that is on the server already, or on its way there. Why it was not taken is the pin's trouble. */
export function usePhotoOfPin() {
  const services = inject(walkServicesKey) as WalkServices
  const store = usePinStore()
  const isBusy = ref(false)

  async function prepare(file: Blob) {
    const pixels = await allowedPixels(services)
    return pixels === undefined ? undefined : preparePhoto(file, browserPhotoEngine, pixels)
  }

  /** Returns true when the photo is on this phone's disk. */
  async function add(file: Blob): Promise<boolean> {
    isBusy.value = true
    try {
      return await store.addPhoto(() => prepare(file))
    } finally {
      isBusy.value = false
    }
  }
  return { add, isBusy }
}
