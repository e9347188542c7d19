import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { capturedMoment } from '../../../shared/sync/captured-moment.ts'
import { useFormats } from '../../ui/formats/use-formats.ts'
import { isolate } from '../../ui/language/isolate.ts'
import { categoryKey } from '../../ui/messages/category-name.ts'
import { useGatherWords } from './use-gather-words.ts'

/** A finding in a few words. */
export function useFindingWords() {
  const { t } = useGatherWords()
  const formats = useFormats()
  const number = ({ number: n }: VisibleObservation): string =>
    n === null ? t('gather.unnumbered') : t('gather.number', { n })
  const topic = ({ category }: VisibleObservation): string => t(categoryKey(category))
  return {
    number,
    topic,
    /** `Fund 7 · Lampe slukket` */
    named: (finding: VisibleObservation) => `${number(finding)} · ${topic(finding)}`,
    /** `kl. 19.12 · Torvegade · Anna` */
    whereAndWhen: (finding: VisibleObservation) => {
      const time = formats.value.time(capturedMoment(finding).at)
      return [time, isolate(finding.place), isolate(finding.authorName ?? '')]
        .filter(Boolean)
        .join(' · ')
    },
    metres: (metres: number) => formats.value.distance(metres),
  }
}
