import type { Correction } from '../../../shared/observation/observation.ts'
import { categoryKey } from '../messages/category-name.ts'
import { isolate } from './isolate.ts'
import { useStopWords } from './use-stop-words.ts'

/** What others have changed in somebody's finding, in words for its author. */
export function useCorrectionWords() {
  const { t } = useStopWords()
  const who = ({ byRole }: Correction): string =>
    t(`corrected.by.${byRole === 'leader' || byRole === 'recorder' ? byRole : 'desk'}`)
  const field = ({ field: name }: Correction): string => t(`corrected.field.${name}`)

  /** As the author had it; a position, a number and the id of a stop say nothing by themselves. */
  function before({ field: name, before: value }: Correction): string {
    if (typeof value !== 'string' || value === '' || name === 'stop') return ''
    if (name === 'category') return t(categoryKey(value))
    if (name === 'ownerType') return t(`ownerType.${value}`)
    return name === 'writtenFor' ? '' : isolate(value)
  }
  return {
    /** `Rettet af vandrelederen: tekst` */
    summary: (corrections: readonly Correction[]): string => {
      const [first] = corrections
      const fields = corrections.map(field).join(', ')
      return first ? t('corrected.summary', { who: who(first), fields }) : ''
    },
    /** `Du skrev: …`, one line for each field whose former value can be read. */
    formerly: (corrections: readonly Correction[]): string[] =>
      corrections.flatMap((one) => {
        const value = before(one)
        return value === '' ? [] : [t('corrected.formerly', { field: field(one), value })]
      }),
  }
}
