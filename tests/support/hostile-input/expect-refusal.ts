import { expect } from 'vitest'
import { problems, type ProblemDetails } from '../../../shared/problem.ts'
import type { FuzzAnswer } from './fuzz-target.ts'

/** What an answer to somebody's nonsense may never hold. */
const innerWorkings =
  /node_modules|node:internal|\.ts:\d|\.js:\d|\n\s+at |\bpg_|syntax error at|violates|invalid input/i

/** No server error and nothing of how the server is built; a refusal is problem details with a code of the catalogue. */
export function expectNoBreak({ status, type, text }: FuzzAnswer, method: string): void {
  expect(status).toBeLessThan(500)
  if (status < 400) return
  expect(text).not.toMatch(innerWorkings)
  if (method === 'HEAD') return
  // Whoever follows a link reads a page and no problem details.
  if (type === 'text/html; charset=utf-8') {
    expect(text).toContain('<h1>')
    return
  }
  expect(type).toBe('application/problem+json; charset=utf-8')
  const problem = JSON.parse(text) as ProblemDetails
  expect(problem.status).toBe(status)
  expect(problems[problem.type]).toBe(status)
  const known = ['type', 'title', 'status', 'detail', 'facts']
  expect(Object.keys(problem).filter((key) => !known.includes(key))).toEqual([])
}
