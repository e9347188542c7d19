import { isDecided, isProblemCode, type Problem } from '../../../shared/problem.ts'

type Translate = (key: string, named?: Record<string, unknown>) => string

/** Answers that a person can choose again. */
const namedFields: readonly unknown[] = ['severity', 'feeling', 'ownerType']

/** A problem in words; codes of a newer server read "something went wrong". */
export function problemWords(t: Translate, problem: Problem | { code: string }): string {
  const detail = 'detail' in problem ? { ...problem.detail } : {}
  if (!isProblemCode(problem.code)) return t('problem.unknown')
  const isNamed = problem.code === 'invalid-arguments' && namedFields.includes(detail['field'])
  return isNamed ? t(`problemField.${detail['field']}`) : t(`problem.${problem.code}`, detail)
}

/** Why a phone's own work does not count; what a person has decided is no fault of the walker's, and asks for nothing to be mended. */
export function refusalWords(t: Translate, problem: Problem | { code: string }): string {
  const reason = problemWords(t, problem)
  return isDecided(problem) || problem.code === 'vote-closed'
    ? reason
    : t('delivery.refused', { reason })
}
