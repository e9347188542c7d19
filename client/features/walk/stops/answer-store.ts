import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef, watch } from 'vue'
import type { Uuid } from '../../../../shared/identifiers.ts'
import type { Outcome } from '../../../../shared/problem.ts'
import type { ObservedFactors } from '../../../../shared/rating/observed.ts'
import type { AnswerMoment } from '../../../../shared/rating/rating.ts'
import type { Weather } from '../../../../shared/walk/place-kinds.ts'
import type {
  AreaAnswers,
  StopAnswers,
  WalkAnswers,
} from '../../../local/answers/answer-storage.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'
import { coalesced, throttled } from '../current-walk/reading-again.ts'
import { useWalkStore } from '../current-walk/current-walk-store.ts'
import { areaAnswer } from '../area/asked-moment.ts'
import { answerTo, hasDone, nextStop, observedAt, stopStates, weatherSaid } from './stop-states.ts'

const nothing: WalkAnswers = { respondentKind: null, own: [] }

/** What this phone has answered on the walk on the screen. It reads only what is on the phone. */
export const useAnswerStore = defineStore('answers', () => {
  const { answers } = inject(walkServicesKey) as WalkServices
  const walk = useWalkStore()
  const known = shallowRef<WalkAnswers>(nothing)
  const isKnown = ref(false)
  const walkId = computed(() => walk.current?.walk.id)
  const stops = computed(() => walk.current?.walk.stops ?? [])
  const states = computed(() => stopStates(known.value.own))
  let hasStarted = false

  const refresh = coalesced(async () => {
    const id = walkId.value
    const read = id === undefined ? nothing : await answers.read(id)
    if (id === walkId.value) known.value = read
    isKnown.value = true
  })

  const news = throttled(refresh)

  /** Begins once, however often it is called. */
  async function start(): Promise<void> {
    if (hasStarted) return
    hasStarted = true
    answers.subscribe(news)
    await refresh()
  }
  watch(walkId, () => {
    known.value = nothing
    if (hasStarted) news()
  })
  // The map shows them too, and does not load this store.
  watch(states, (value) => (walk.stopStates = value))
  const isStartedHere = computed(() => hasDone(known.value.own, 'start'))
  watch(isStartedHere, (value) => (walk.isStartedHere = value))

  return {
    isKnown,
    own: computed(() => known.value.own),
    respondentKind: computed(() => known.value.respondentKind),
    stops,
    states,
    next: computed(() => nextStop(stops.value, states.value)),
    /** Pressed on this phone, whether it was sent or not. */
    isStartedHere,
    isClosedHere: computed(() => hasDone(known.value.own, 'close')),
    /** As this phone has said it last; a refusal undoes it. */
    weather: computed(() => weatherSaid(known.value.own)),
    start,
    ...createActs({ answers, refresh, walkId: () => walkId.value }),
    answerTo: (stopId: Uuid) => answerTo(known.value.own, stopId),
    observedAt: (stopId: Uuid) => observedAt(known.value.own, stopId),
    areaAnswer: (moment: AnswerMoment) => areaAnswer(known.value.own, moment),
    retry: (entryId: Uuid) => answers.retry(entryId),
    discard: (entryId: Uuid) => answers.discard(entryId),
  }
})

interface ActParts {
  answers: WalkServices['answers']
  refresh: () => Promise<void>
  walkId: () => Uuid | undefined
}

/** Each resolves when it is on the phone; a refusal of the phone itself is returned. */
function createActs({ answers, refresh, walkId }: ActParts) {
  const act = async (write: (id: Uuid) => Promise<Outcome<void>>): Promise<Outcome<void>> => {
    const id = walkId()
    if (id === undefined) throw new Error('no walk')
    const outcome = await write(id)
    await refresh()
    return outcome
  }
  return {
    rate: (stopId: Uuid, given: StopAnswers) =>
      act((id) => answers.rateStop({ walkId: id, stopId }, given)),
    observe: (stopId: Uuid, factors: ObservedFactors) =>
      act((id) => answers.observeStop({ walkId: id, stopId }, factors)),
    answerArea: (moment: AnswerMoment, given: AreaAnswers) =>
      act((id) => answers.answerArea({ walkId: id, moment }, given)),
    say: (line: string) => act((id) => answers.say(id, line)),
    setWeather: (weather: Weather) => act((id) => answers.setWeather(id, weather)),
    lead: (what: 'start' | 'close') =>
      act((id) => (what === 'start' ? answers.startWalk(id) : answers.closeWalk(id))),
  }
}
