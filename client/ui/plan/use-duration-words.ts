import { useFormats } from '../formats/use-formats.ts'
import { usePlanWords } from './use-plan-words.ts'

/** A time on foot, and with it a length: `1,5 km · ca. 1 time og 35 minutter`. */
export function useDurationWords() {
  const { t } = usePlanWords()
  const formats = useFormats()

  function duration(minutes: number): string {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
    const hourWords = t('unit.hours', { n: hours }, hours)
    const restWords = t('unit.minutes', { n: rest }, rest)
    if (hours === 0) return restWords
    return rest === 0
      ? hourWords
      : t('desk.plan.hoursMinutes', { hours: hourWords, minutes: restWords })
  }

  const length = ({ metres, minutes }: { metres: number; minutes: number }) =>
    t('desk.plan.length', { distance: formats.value.distance(metres), time: duration(minutes) })
  return { duration, length }
}
