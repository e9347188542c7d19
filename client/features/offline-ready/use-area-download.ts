import { ref, shallowRef } from 'vue'
import type { AreaOfWalk } from '../../sync/area-state.ts'
import type { AreaProgress } from '../../sync/fetch-area.ts'
import type { OfflineArea } from '../../sync/offline-area.ts'
import { troubleOf, type DownloadTrouble } from './download-trouble.ts'

/** One download that tells how far it is and can be stopped; what was fetched stays either way. */
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
      await area.download(walk, { signal, onProgress })
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
