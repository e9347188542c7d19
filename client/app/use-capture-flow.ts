import { watch } from 'vue'
import { useRouter } from 'vue-router'
import type { Position } from '../../shared/geo.ts'
import { useCaptureStore } from '../features/capture/capture-store.ts'
import { useWalkStore } from '../features/walk/walk-store.ts'
import { useWalkDoubtStore } from './walk-doubt-store.ts'
import { useWalkFrame } from './walk-frame.ts'

/** From the map into the sheets and back: where the features of capturing and walking meet. */
export function useCaptureFlow() {
  const router = useRouter()
  const capture = useCaptureStore()
  const walk = useWalkStore()
  const { place } = useWalkFrame()
  const doubt = useWalkDoubtStore()

  /** The position of this moment, and when the phone found it. */
  const ownTakenAt = () => (place.ageMs.value === null ? null : Date.now() - place.ageMs.value)

  async function begin(position: Position | null, fixAt: number | null): Promise<void> {
    if (!(await doubt.mayPin(position ?? place.position.value))) return
    const walkId = walk.current?.walk.id
    if (!walkId) return
    capture.begin({ walkId, position, fixAt })
    await router.push({ name: 'topic' })
  }

  /** Asks for the position if nobody has yet; a first fix that comes while the topic is chosen is taken. */
  function registerHere(): Promise<void> {
    place.start()
    const now = place.position.value
    return begin(now, now ? ownTakenAt() : null)
  }

  const registerAt = (position: Position) => begin(position, null)

  async function mend(pinId: string): Promise<void> {
    if (await capture.beginMend(pinId)) await router.push({ name: 'capture' })
  }

  async function resume(draftId: string | undefined): Promise<void> {
    if (await capture.resume(draftId)) await openSheet()
  }

  const openSheet = () => router.push({ name: capture.draft?.category ? 'capture' : 'topic' })

  return { registerHere, registerAt, mend, resume, ownTakenAt }
}

/** Fills the place of a pin that was begun before the phone knew where it is; never moves one that has a place. */
export function useLateFix(): void {
  const capture = useCaptureStore()
  const { place } = useWalkFrame()
  watch(place.position, (position) => {
    const draft = capture.draft
    if (!position || !draft || capture.mode.kind !== 'new') return
    if (draft.position === null) capture.takePosition(position, Date.now())
  })
}
