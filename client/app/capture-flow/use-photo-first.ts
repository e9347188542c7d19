import { ref } from 'vue'
import { useNearbySame } from '../../features/capture/duplicates/use-nearby-same.ts'
import { useCaptureStore } from '../../features/capture/store/capture-store.ts'
import { useWalkStore } from '../../features/walk/current-walk/current-walk-store.ts'
import { useWalkFrame } from '../walk-layout/position-and-tiles.ts'
import { useOpenPage, whereNow } from './use-capture-flow.ts'
import { useWalkDoubtStore } from './walk-doubt-store.ts'

/** "Foto her": the camera first, then the topic. */
export function usePhotoHere() {
  const capture = useCaptureStore()
  const walk = useWalkStore()
  const doubt = useWalkDoubtStore()
  const { place } = useWalkFrame()
  const openPage = useOpenPage()
  let aimed: ReturnType<typeof whereNow> | undefined

  /**
   * The place is taken here, at the press, however long the camera is open. Returns whether it may open; which walk is meant is
   * asked before, so that no photo waits for the answer.
   */
  function aim(): Promise<boolean> {
    aimed = whereNow(place)
    return doubt.mayPin(aimed.start.position)
  }

  /** The camera has given a photo: it is being stored before the topic is asked. */
  async function registerPhoto(files: readonly File[]): Promise<void> {
    const walkId = walk.current?.walk.id
    if (!walkId || !aimed) return
    void capture.beginWithPhoto({ walkId, ...aimed.start }, files)
    if (aimed.fresh) capture.awaitFix(aimed.fresh)
    await openPage('topic')
  }

  return { aim, registerPhoto }
}

/** From this severity on the sheet says whom to call (domain.md §7), so it has to be seen. */
const acuteDanger = 4

/** Saves a pin that began with a photo as soon as its topic is chosen, unless the person has to see or decide something first. */
export function usePhotoFirst() {
  const capture = useCaptureStore()
  const walk = useWalkStore()
  const { found } = useNearbySame(() => walk.observations)
  const isFinishing = ref(false)

  const isClear = (): boolean =>
    capture.areAllPhotosKept() &&
    capture.mayTakePhotos &&
    capture.severity < acuteDanger &&
    capture.placeQuestion === null &&
    capture.trouble === null &&
    found.value.length === 0

  /** Returns false when the sheet of details is needed. A draft that was left meanwhile needs nothing. */
  async function finish(): Promise<boolean> {
    if (!capture.takePhotoFirst()) return false
    const id = capture.draft?.observationId
    isFinishing.value = true
    try {
      await Promise.all([capture.foundPlace(), capture.settledPhotos()])
      if (capture.draft?.observationId !== id) return true
      return isClear() && (await capture.save())
    } finally {
      isFinishing.value = false
    }
  }

  return { isFinishing, finish }
}
