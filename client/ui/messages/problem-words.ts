import { isProblemCode, type Problem } from '../../../shared/problem.ts'

type Translate = (key: string, named?: Record<string, unknown>) => string

/** A problem in words; codes of a newer server read "something went wrong". */
export function problemWords(t: Translate, problem: Problem | { code: string }): string {
  if (!isProblemCode(problem.code)) return t('problem.unknown')
  return t(`problem.${problem.code}`, 'detail' in problem ? { ...problem.detail } : {})
}
