import { computed, inject, onMounted, onScopeDispose, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { buildStatusPage } from '../../../shared/status-page/build-status-page.ts'
import { statusLanguage } from '../../../shared/status-page/status-language.ts'
import { calendarDayOf } from '../../../shared/timestamps.ts'
import { isNews, lookedAtIn } from '../../features/walk/news/pin-news.ts'
import type { Pin } from '../../local/pins/pin.ts'
import type { StoredWalk } from '../../sync/services/joined-walks.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import { receivedPins } from './received-pins.ts'

interface ReadWalk {
  stored: StoredWalk
  /** What the server has. */
  received: readonly Pin[]
  /** How many own findings it has not. */
  unsent: number
}

/** What came of a walk by what is on this phone, also without a network; read again with every change of it. */
export function useWhatHappened(walkId: string) {
  const { walks, pins, sync } = inject(walkServicesKey) as WalkServices
  const { locale } = useI18n()
  /** `null`: the walk is not on this phone. */
  const read = shallowRef<ReadWalk | null>()
  let reading = 0

  async function readAgain(): Promise<void> {
    reading += 1
    const own = reading
    const [{ joined }, listed] = await Promise.all([walks.read(), pins.list(walkId)])
    if (own !== reading) return
    const stored = joined.find(({ walk }) => walk.id === walkId)
    read.value = stored ? { stored, ...receivedPins(listed) } : null
  }

  const stop = [walks.subscribe(() => void readAgain()), pins.subscribe(() => void readAgain())]
  onScopeDispose(() => {
    for (const end of stop) end()
  })
  onMounted(() => void readAgain())

  const shown = computed(() => {
    if (!read.value) return undefined
    const { stored, received, unsent } = read.value
    const { walk, municipality } = stored
    const language = statusLanguage(locale.value === 'en' ? 'en' : 'da', municipality.timeZone)
    const now = Date.now() - (sync.state().clockOffsetMs ?? 0)
    const today = calendarDayOf(now, municipality.timeZone)
    const findings = received.map(({ observation }) => observation)
    const known = lookedAtIn(walkId, received)
    return {
      page: buildStatusPage({ walk, municipality, findings, withheld: 'none', today }, language),
      words: language.words,
      newIds: new Set(received.filter((pin) => isNews(pin, known)).map(({ id }) => id)),
      unsent,
    }
  })
  return { read, shown }
}
