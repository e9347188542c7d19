import { useI18n } from 'vue-i18n'
import type { Walk } from '../../../../../shared/walk/walk.ts'
import { useReaderStore } from '../../connection/reader-store.ts'
import { useDeskWords } from '../../words/use-desk-words.ts'

/** Who is invited to a walk, in words; empty for nobody. */
export function usePeopleWords() {
  const { t } = useI18n()
  const desk = useReaderStore()
  const { listed } = useDeskWords()

  const parties = (ids: Walk['parties']): string => {
    const known = desk.reader?.municipality.parties ?? []
    return listed(known.filter(({ id }) => ids?.includes(id)).map(({ name }) => name))
  }
  const functions = (ones: Walk['functions']): string =>
    listed((ones ?? []).map((one) => t(`desk.planning.functionNames.${one}`)))
  return { parties, functions, listed }
}
