import type { Problem, ProblemCode } from '../../../../shared/problem.ts'

const codes: readonly ProblemCode[] = [
  'needs-text',
  'text-too-long',
  'text-too-heavy',
  'unreadable-text',
]

/** Whether a problem concerns what was written. */
export const isTextProblem = ({ code }: Problem): boolean => codes.includes(code)
