import { useI18n } from 'vue-i18n'
import { waitsFor, type Wait } from '../../../../shared/observation/promises/waits-for.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { useReaderStore } from '../connection/reader-store.ts'
import { useDeskWords } from '../words/use-desk-words.ts'

/** What a finding waits for, in words: "Venter på Politiet siden 3. nov.". */
export function useWaitWords() {
  const { t } = useI18n()
  const words = useDeskWords()
  const desk = useReaderStore()

  const day = (instant: string) => words.formats.value.shortDate(instant, desk.nowMs)

  function who({ for: kind, partyIds, recipient }: Wait): string {
    if (kind === 'recipient') return recipient ?? t('desk.wait.somebody')
    return words.parties(partyIds)
  }

  /** Empty where it waits for nothing. */
  function wait(observation: VisibleObservation): string {
    const found = waitsFor(observation)
    if (!found) return ''
    const what = t(`desk.wait.${found.for}`, { who: who(found) })
    const since =
      found.since === null ? what : t('desk.wait.since', { wait: what, day: day(found.since) })
    return found.plannedFor === undefined
      ? since
      : t('desk.wait.planned', { wait: since, when: words.formats.value.month(found.plannedFor) })
  }

  return { wait, day }
}
