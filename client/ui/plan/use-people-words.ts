import type { Walk } from '../../../shared/walk/walk.ts'
import type { Party } from '../../../shared/municipality/party.ts'
import { usePlanWords } from './use-plan-words.ts'

/** Who is invited to a walk, in words; empty for nobody. */
export function usePeopleWords(known: () => readonly Party[]) {
  const { t, locale } = usePlanWords()

  const listed = (names: readonly string[]): string =>
    new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(names)

  const parties = (ids: Walk['parties']): string =>
    listed(
      known()
        .filter(({ id }) => ids?.includes(id))
        .map(({ name }) => name),
    )
  const functions = (ones: Walk['functions']): string =>
    listed((ones ?? []).map((one) => t(`desk.planning.functionNames.${one}`)))
  return { parties, functions, listed }
}
