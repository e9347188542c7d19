import { inject, onMounted, onScopeDispose, shallowRef } from 'vue'
import type { WalkWaits } from '../../features/me/walks/walk-waits.ts'
import { areaAnswer, askedMoment } from '../../features/walk/area/asked-moment.ts'
import { isNews, lookedAtIn } from '../../features/walk/news/pin-news.ts'
import { hasDone, isOver } from '../../features/walk/stops/stop-states.ts'
import type { StoredWalk } from '../../sync/services/joined-walks.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

/** What each walk wants of the person, from what is on the phone; read again with every change of it. */
export function useWalkWaits() {
  const services = inject(walkServicesKey) as WalkServices
  const waits = shallowRef<ReadonlyMap<string, WalkWaits>>(new Map())
  let reading = 0

  async function read(): Promise<void> {
    reading += 1
    const own = reading
    const { joined } = await services.walks.read()
    const found = await Promise.all(
      joined.map(async (one) => [one.walk.id, await waitsOf(services, one)] as const),
    )
    // A reading that began later knows better.
    if (own === reading) waits.value = new Map(found)
  }

  const { walks, pins } = services
  const stop = [walks.subscribe(() => void read()), pins.subscribe(() => void read())]
  onScopeDispose(() => {
    for (const end of stop) end()
  })
  onMounted(() => void read())
  return { waits }
}

async function waitsOf(
  { walks, pins, answers, sync }: WalkServices,
  { walk, role }: StoredWalk,
): Promise<WalkWaits> {
  const now = Date.now() - (sync.state().clockOffsetMs ?? 0)
  const [waiting, { own }, listed] = await Promise.all([
    walks.waiting(walk.id),
    answers.read(walk.id),
    pins.list(walk.id),
  ])
  const isClosedHere = hasDone(own, 'close')
  const moment = askedMoment({ walk, own, isClosedHere, now })
  const mine = listed.filter(({ observation }) => observation.isOwn && !observation.isWithdrawn)
  const isAsked = ({ observation }: (typeof mine)[number]) => observation.status === 'needs-info'
  const known = lookedAtIn(walk.id, listed)
  const isEnded = isClosedHere || isOver(walk, now)
  return {
    ...waiting,
    questions: mine.filter(isAsked).length,
    answered: mine.filter((pin) => pin.observation.answer !== null && !isAsked(pin)).length,
    news: listed.filter((pin) => isNews(pin, known)).length,
    asked: moment !== null && areaAnswer(own, moment) === undefined ? moment : null,
    isToGather: role === 'leader' && !walk.isStanding && isEnded && !walk.gathering?.approval,
  }
}
