import { inject, onScopeDispose, ref, shallowRef } from 'vue'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'

/** How often the old phone asks whether the new one has come. */
const lookAgainMs = 4_000

/** The old phone's side: sends what it can, shows a code, and says when another phone has gone on. */
export function useMoveAway() {
  const { walks, sync } = inject(walkServicesKey) as WalkServices
  const offer = shallowRef<{ code: string; expiresAt: string } | null>(null)
  const state = ref<'idle' | 'busy' | 'failed'>('idle')
  const movedAt = ref<string | null>(null)
  const unsent = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined

  async function count(): Promise<void> {
    await sync.recount()
    unsent.value = sync.state().waiting + sync.state().needsAttention
  }

  async function look(): Promise<void> {
    movedAt.value = (await (await walks.moves()).movedAt()) ?? movedAt.value
    await count()
  }

  /** What cannot be sent now stays, and is no reason not to move. */
  async function show(): Promise<void> {
    state.value = 'busy'
    offer.value = null
    await sync.sendNow().catch(() => undefined)
    const made = await walks
      .moves()
      .then((moves) => moves.offer())
      .catch(() => undefined)
    if (made?.ok) offer.value = made.value
    state.value = made?.ok ? 'idle' : 'failed'
    await look()
    timer ??= setInterval(() => void look(), lookAgainMs)
  }

  onScopeDispose(() => {
    clearInterval(timer)
  })
  void look()
  return { offer, state, movedAt, unsent, show }
}
