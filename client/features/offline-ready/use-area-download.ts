import { ref, shallowRef } from 'vue'
import type { Problem } from '../../../shared/problem.ts'
import type { AreaOfWalk } from '../../sync/offline-map/area-state.ts'
import type { AreaProgress } from '../../sync/offline-map/fetch-area.ts'
import type { OfflineArea } from '../../sync/offline-map/offline-area.ts'
import { troubleOf, type DownloadTrouble } from './download-trouble.ts'

const isNoMap = ({ code }: Problem) => code === 'not-found' || code === 'bad-request'

/** One download that reports its progress and can be stopped; fetched tiles stay either way. */
export function useAreaDownload(area: Pick<OfflineArea, 'download'>) {
  const progress = shallowRef<AreaProgress | null>(null)
  const trouble = ref<DownloadTrouble | null>(null)
  let cancelling: AbortController | undefined

  async function download(walk: AreaOfWalk): Promise<void> {
    trouble.value = null
    cancelling = new AbortController()
    const { signal } = cancelling
    const onProgress = (step: AreaProgress) => {
      progress.value = step
    }
    try {
      const outcome = await area.download(walk, { signal, onProgress })
      // A missing map of this place is reported beside the map; other failures are worth another attempt.
      if (!outcome.ok && !isNoMap(outcome.problem)) trouble.value = 'server-away'
    } catch (error) {
      trouble.value = troubleOf(error) ?? null
    } finally {
      progress.value = null
      cancelling = undefined
    }
  }

  const cancel = () => cancelling?.abort()
  return { progress, trouble, download, cancel }
}
