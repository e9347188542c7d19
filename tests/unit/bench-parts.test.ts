import { describe, expect, it } from 'vitest'
import type { BenchRow } from '../bench/bench-row.ts'
import { runParts } from '../bench/run-parts.ts'
import { MissingDataError } from '../support/repository.ts'

const row: BenchRow = { name: 'Pull', value: 12, unit: 'ms', target: '<= 20 ms', ok: true }

describe('the benchmark run', () => {
  const parts = {
    pull: () => Promise.resolve([row]),
    desk: () => Promise.reject(new Error('One observation: 404')),
    push: () => Promise.resolve([{ ...row, name: 'Push' }]),
  }
  const saveNothing = () => Promise.resolve()

  it('names a part that fails with its reason and keeps the rows of all the others', async () => {
    const rows = await runParts(parts, ['pull', 'desk', 'push'], saveNothing)
    expect(rows.map(({ name, ok }) => [name, ok])).toEqual([
      ['Pull', true],
      ['desk', false],
      ['Push', true],
    ])
    expect(rows[1]?.note).toBe('FAILED: One observation: 404')
  })

  it('reports a part without its data as not run, with the variable that leads to it, and not as a failure', async () => {
    const missing = { desk: () => Promise.reject(new MissingDataError('reports/some.csv')) }
    const [first] = await runParts(missing, ['desk'], saveNothing)
    expect(first).toMatchObject({ name: 'desk', isNotRun: true })
    expect(first?.note).toMatch(/^NOT RUN: LYGTE_TEST_DATA .*reports\/some.csv/)
  })

  it('writes its results after each part, so that a killed run keeps them', async () => {
    const lengths: number[] = []
    await runParts(parts, ['pull', 'desk'], (rows) => {
      lengths.push(rows.length)
      return Promise.resolve()
    })
    expect(lengths).toEqual([1, 2])
  })
})
