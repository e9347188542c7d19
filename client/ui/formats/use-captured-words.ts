import { useI18n } from 'vue-i18n'
import { capturedMoment, type CaptureClaim } from '../../../shared/sync/captured-moment.ts'
import { useFormats } from './use-formats.ts'

/** The time of capture for lists: corrected by the phone's estimate where its clock was wrong, and then marked as approximate. */
export function useCapturedWords() {
  const { t } = useI18n()
  const formats = useFormats()
  return (claim: CaptureClaim): string => {
    const { at, isEstimated } = capturedMoment(claim)
    const time = formats.value.shortDateTime(at, Date.now())
    return isEstimated ? t('list.about', { time }) : time
  }
}
