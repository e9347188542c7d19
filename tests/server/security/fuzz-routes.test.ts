import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { api, otherRoutes } from '../../../shared/contract/api-contract.ts'
import { expectNoBreak } from '../../support/hostile-input/expect-refusal.ts'
import { openFuzzTarget, type FuzzTarget } from '../../support/hostile-input/fuzz-target.ts'

/** `FUZZ_RUNS=2000 SEED=7` for a long night; a failure prints its seed and the smallest request that fails. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 40)
const seed = Number(process.env['SEED'] ?? 20_261_029)
/** A request that takes this long is hanging; the slowest right one here takes a hundredth. */
const longestMs = 20_000

let target: FuzzTarget

beforeAll(async () => {
  target = await openFuzzTarget()
})
afterAll(() => target.close())

const names = [...Object.values(api), ...Object.values(otherRoutes)].map(
  ({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
)

/** What each route has answered, by its name. */
const answered = new Map<string, Set<number>>()

describe('any request', () => {
  it.each(names)(
    'to %s gets an answer in bounded time, never a server error, and a refusal has a code and writes nothing',
    async (name) => {
      const requests = await target.requestsOf(name)
      let last = await target.contents()
      const statuses = new Set<number>()
      answered.set(name, statuses)
      const holds = fc.asyncProperty(requests, async (asked) => {
        const answer = await target.ask(asked)
        statuses.add(answer.status)
        expectNoBreak(answer, asked.method)
        const before = last
        last = await target.contents()
        if (answer.status >= 400) expect(last).toEqual(before)
      })
      await fc.assert(holds, { numRuns: runs, seed, timeout: longestMs })
    },
    Math.max(30_000, runs * 300),
  )

  it('is checked by the access rule of every route before its body is read', () => {
    const shares = (isWanted: (status: number) => boolean) =>
      names.filter((name) => ![...(answered.get(name) ?? [])].some(isWanted))
    expect(shares((status) => status < 400)).toEqual([])
    // Nothing can be wrong about a question without parameters.
    expect(shares((status) => status >= 400)).toEqual(['GET /api/health', 'GET /api/installation'])
  })
})
