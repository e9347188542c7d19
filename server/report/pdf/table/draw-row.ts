import { ink, type Tag, type TagOptions } from '../../../paper/paper.ts'
import type { Sheet } from '../sheet.ts'
import { cellAbove, rowHeight, type Cell, type Row } from './table-layout.ts'

interface CellTag extends TagOptions {
  name: 'TH' | 'TD'
}

interface RowOptions {
  row: Row
  tagOf: (index: number) => CellTag
  /** How a row that is taller than the page goes on. */
  startPage?: () => void
}

/** Draws a row: as much of each cell as the page holds, then the same cells on the next one. Their tags are whole. */
export function drawRow(sheet: Sheet, parent: Tag, options: RowOptions): void {
  const {
    row,
    tagOf,
    startPage = () => {
      sheet.nextPage()
    },
  } = options
  const tags = row.map((_, index) => {
    const { name, ...more } = tagOf(index)
    return sheet.tag(parent, name, more)
  })
  const longest = Math.max(...row.map(({ lines }) => lines.length))
  const leading = Math.max(...row.map(({ style }) => style.leading))
  let next = 0
  do {
    if (leading + 2 * cellAbove > sheet.room) startPage()
    const count = Math.max(1, Math.floor((sheet.room - 2 * cellAbove) / leading))
    drawSlice(sheet, { row, tags, from: next, to: next + count })
    next += count
  } while (next < longest)
}

interface Slice {
  row: Row
  tags: readonly Tag[]
  from: number
  to: number
}

function drawSlice(sheet: Sheet, { row, tags, from, to }: Slice): void {
  const part = row.map((cell) => ({ ...cell, lines: cell.lines.slice(from, to) }))
  for (const [index, cell] of part.entries()) {
    if (cell.lines.length > 0)
      tags[index]?.add(() => {
        drawCell(sheet, cell)
      })
  }
  sheet.y += rowHeight(part)
}

function drawCell(sheet: Sheet, { lines, style, x, width, isNumber }: Cell): void {
  for (const [index, line] of lines.entries()) {
    const aside = isNumber ? Math.max(0, width - sheet.widthOf(line, style)) : 0
    const y = sheet.y + cellAbove + index * style.leading
    sheet.drawLine(line, { x: x + aside, y }, style)
  }
}

/** Draws the heading again on another page: people see it, and a reader is not told it twice. */
export function drawHead(sheet: Sheet, head: Row): void {
  sheet.drawArtifact(() => {
    for (const cell of head) drawCell(sheet, cell)
  })
  sheet.y += rowHeight(head)
  sheet.drawRule(sheet.y, { color: ink, weight: 1 })
}
