import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { HistoryEvent, Reply } from '../../../../shared/contract/api-contract.ts'
import type { ProblemCode } from '../../../../shared/problem.ts'
import type { NearbySame } from '../../../../shared/observation/nearby-same.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { historyLines } from './history/history-lines.ts'
import { readNearby } from './nearby-duplicates.ts'
import { useReaderStore, type Asked } from '../connection/reader-store.ts'

/** The one observation in the detail panel, with its history and nearby ones. It refreshes in place. */
export const useOpenedStore = defineStore('desk-opened', () => {
  const desk = useReaderStore()
  const shown = makeOpenedState()
  const { open, close, refresh } = makeOpenedReading(shown, desk)
  const history = computed(() =>
    historyLines(shown.events.value, shown.observation.value?.comments ?? []).toReversed(),
  )
  return { ...shown, history, open, close, refresh }
})

function makeOpenedState() {
  const id = ref<string | null>(null)
  const observation = shallowRef<VisibleObservation | null>(null)
  const events = shallowRef<readonly HistoryEvent[]>([])
  const nearby = shallowRef<readonly NearbySame[]>([])
  /** `gone`: withdrawn, or no longer for this person to see. */
  const state = ref<'closed' | 'loading' | 'ready' | 'gone' | 'failed'>('closed')
  return { id, observation, events, nearby, state }
}
type OpenedState = ReturnType<typeof makeOpenedState>

function makeOpenedReading(shown: OpenedState, desk: ReturnType<typeof useReaderStore>) {
  const { id, observation, events, nearby, state } = shown
  let current = new AbortController()
  let turns = 0

  /** `known` is what the list has already: shown at once, then replaced by the server's answer. */
  async function open(wanted: string, known?: VisibleObservation) {
    current.abort()
    current = new AbortController()
    id.value = wanted
    observation.value = known ?? null
    events.value = []
    nearby.value = []
    state.value = known ? 'ready' : 'loading'
    await read(wanted, current.signal)
  }

  function close() {
    current.abort()
    id.value = null
    observation.value = null
    state.value = 'closed'
  }

  /** The answer to the newest request counts; an older one that comes late is dropped. */
  async function read(wanted: string, signal: AbortSignal) {
    const turn = ++turns
    const params = { id: wanted }
    const [one, past] = await Promise.all([
      desk.ask('readObservation', { params, signal }),
      desk.ask('readHistory', { params, signal }),
    ])
    if (signal.aborted || turn !== turns) return
    take(shown, one)
    await takeAround(shown, desk, { one, past, signal })
  }

  /** Asks whether anything has happened to it; only then are its history and its neighbours read again. */
  async function refresh() {
    const [wanted, before, { signal }] = [id.value, observation.value, current]
    if (wanted === null) return
    if (state.value !== 'ready' || events.value.length === 0) return read(wanted, signal)
    const turn = ++turns
    const one = await desk.ask('readObservation', { params: { id: wanted }, signal })
    if (signal.aborted || turn !== turns) return
    const isSame = one.state === 'answered' && JSON.stringify(one.value) === JSON.stringify(before)
    if (isSame) return
    take(shown, one)
    const past = await desk.ask('readHistory', { params: { id: wanted }, signal })
    if (!signal.aborted && turn === turns) await takeAround(shown, desk, { one, past, signal })
  }

  return { open, close, refresh }
}

interface ReadParts {
  one: Asked<VisibleObservation>
  past: Asked<Reply<'readHistory'>>
  signal: AbortSignal
}

async function takeAround(
  { events, nearby }: OpenedState,
  desk: ReturnType<typeof useReaderStore>,
  { one, past, signal }: ReadParts,
): Promise<void> {
  if (past.state === 'answered') events.value = past.value.events
  if (one.state === 'answered') nearby.value = await readNearby(desk, one.value, signal)
}

function take({ observation, state }: OpenedState, one: Asked<VisibleObservation>): void {
  if (one.state === 'answered') observation.value = one.value
  if (one.state === 'answered') state.value = 'ready'
  else if (one.state === 'refused' && isGone(one.problem.code)) state.value = 'gone'
  else if (state.value === 'loading') state.value = 'failed'
}

/** Withdrawn, or a changed category means that this person may no longer read it. */
const isGone = (code: ProblemCode) => code === 'not-found' || code === 'forbidden'
