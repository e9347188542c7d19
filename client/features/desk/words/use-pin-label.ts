import { useI18n } from 'vue-i18n'
import type { PinFacts } from '../../../map/marks/found-marks.ts'
import { useDeskWords } from './use-desk-words.ts'

/** Names a finding on the map: what it is, its number, its status and how severe it is, as far as the server has told. */
export function usePinLabel() {
  const { t } = useI18n()
  const words = useDeskWords()
  const severityOf = (n: number) => t('severity.named', { n, label: t(`severity.${n}.label`) })
  return ({ category, number, status, severity }: PinFacts): string =>
    [
      words.category(category),
      ...(number === undefined ? [] : [t('desk.map.number', { number })]),
      words.status(status),
      ...(severity === undefined ? [] : [severityOf(severity)]),
    ].join(', ')
}
