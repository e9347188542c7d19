import { nextTick, watch } from 'vue'
import { useRouter } from 'vue-router'
import type { Position } from '../../../shared/geo.ts'
import type { Start } from '../../features/capture/store/capture-opening.ts'
import { useCaptureStore } from '../../features/capture/store/capture-store.ts'
import { useWalkStore } from '../../features/walk/current-walk/current-walk-store.ts'
import { useTrail } from '../router/history-trail.ts'
import { useWalkDoubtStore } from './walk-doubt-store.ts'
import { useWalkFrame, type WalkFrame } from '../walk-layout/position-and-tiles.ts'

/** Leads from the map into the sheets and back: here the features of capturing and walking meet. */
export function useCaptureFlow() {
  const capture = useCaptureStore()
  const walk = useWalkStore()
  const { place } = useWalkFrame()
  const doubt = useWalkDoubtStore()
  const openPage = useOpenPage()

  /** `fresh` is a position that was requested already: the pin moves there when it arrives soon. */
  async function begin(
    start: Omit<Start, 'walkId'>,
    fresh?: ReturnType<typeof place.findAgain>,
  ): Promise<void> {
    if (!(await doubt.mayPin(start.position ?? place.position.value))) return
    const walkId = walk.current?.walk.id
    if (!walkId) return
    capture.begin({ walkId, ...start })
    if (fresh) capture.awaitFix(fresh)
    await openPage('topic')
  }

  /**
   * Puts the pin where the phone is. A phone that was in a pocket knows only an old position; then a fresh one is requested, and
   * the pin moves there if the person has not touched it meanwhile.
   */
  function registerHere(): Promise<void> {
    const { start, fresh } = whereNow(place)
    return begin(start, fresh)
  }

  const registerAt = (position: Position) => begin({ position, fixAt: null })

  /** "Brug min position", for a pin that is somewhere else. */
  function takeOwn(): void {
    const fix = place.last()
    const staleMs = place.staleMs()
    if (fix) capture.takeFix(fix, staleMs)
    if (staleMs !== null) capture.awaitFix(place.findAgain())
  }

  async function mend(pinId: string): Promise<void> {
    if (await capture.beginMend(pinId)) await openPage('capture')
  }

  async function resume(draftId: string | undefined): Promise<void> {
    if (await capture.resume(draftId)) await openSheet()
  }

  const openSheet = () => openPage(capture.draft?.category ? 'capture' : 'topic')

  return { registerHere, registerAt, takeOwn, mend, resume }
}

/** Returns where the phone is at this press, and a fresh position that is requested when that one is old or missing. */
export function whereNow(place: WalkFrame['place']) {
  place.start()
  const fix = place.last()
  const staleMs = place.staleMs()
  const fresh = !fix || staleMs !== null ? place.findAgain() : undefined
  const start = { position: fix?.position ?? null, fixAt: fix?.takenAt ?? null, staleMs }
  return { start, fresh }
}

/** Opens a sheet. A dialog that was just answered removes its entry from the history first; otherwise the sheet would be removed with it. */
export function useOpenPage() {
  const router = useRouter()
  const trail = useTrail()
  return async (name: 'topic' | 'capture'): Promise<void> => {
    await nextTick()
    await trail.inTurn(() => router.push({ name }))
  }
}

/** Positions that arrive while a pin is being made place a pin that waits for one, and move no other. */
export function useLateFix(): void {
  const capture = useCaptureStore()
  const { place } = useWalkFrame()
  watch(place.position, () => {
    const fix = place.last()
    if (fix) capture.offerFix(fix)
  })
}
