import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnWidths } from '../../../server/report/pdf/table/column-widths.ts'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('the widths of the columns of a printed table', () => {
  it('leave every word whole where there is room, and give the rest to the longest texts', () => {
    const [number = 0, text = 0, status = 0] = columnWidths(
      [
        { least: 20, whole: 20 },
        { least: 60, whole: 900 },
        { least: 50, whole: 80 },
      ],
      500,
    )
    expect(number).toBe(20)
    expect(status).toBeGreaterThanOrEqual(50)
    expect(text).toBeGreaterThan(350)
  })

  it('always fill the table, and none is nothing', () => {
    const need = fc
      .record({ least: fc.integer({ min: 5, max: 900 }), more: fc.nat(3_000) })
      .map(({ least, more }) => ({ least, whole: least + more }))
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 14 }), (needs) => {
        const widths = columnWidths(needs, 495)
        expect(sum(widths)).toBeCloseTo(495, 6)
        expect(Math.min(...widths)).toBeGreaterThan(0)
      }),
    )
  })
})
