import type { Block, TableColumn } from '../../../../shared/report/report-document.ts'
import { linesOf, widestPiece, type Line, type TextStyle } from '../lines.ts'
import type { Sheet } from '../sheet.ts'
import { styles } from '../styles.ts'
import { columnWidths, type ColumnNeed } from './column-widths.ts'

export type TableBlock = Extract<Block, { kind: 'table' }>

export interface Cell {
  lines: readonly Line[]
  style: TextStyle
  x: number
  width: number
  isNumber: boolean
}
export type Row = readonly Cell[]

/** Texts up to this width, such as dates, are not broken where there is room; in points. */
const shortText = 52
/** Points beside and above the text of a cell. */
const gap = { beside: 11, above: 4 }
export const cellAbove = gap.above

export interface TableLayout {
  head: Row
  /** A row at a time: a long table need not be broken into lines before it is drawn. */
  row: (cells: readonly string[]) => Row
}

/** Returns how the texts of a table are broken into lines. */
export function layTable(sheet: Sheet, { columns, rows }: TableBlock): TableLayout {
  const needs = columns.map((column, index) =>
    needOf(sheet, [
      { text: column.title, style: styles.head },
      ...rows.map((row) => ({ text: row[index] ?? '', style: cellStyle(index) })),
    ]),
  )
  const widths = columnWidths(needs, sheet.width)
  const layRow = (texts: readonly string[], styleOf: (index: number) => TextStyle): Row =>
    cellsOf(sheet, { columns, widths }, { texts, styleOf })
  return {
    head: layRow(
      columns.map(({ title }) => title),
      () => styles.head,
    ),
    row: (texts) => layRow(texts, cellStyle),
  }
}

/** The first cell of each row names it. */
const cellStyle = (index: number): TextStyle => (index === 0 ? styles.rowName : styles.cell)

interface Text {
  text: string
  style: TextStyle
}

function needOf(sheet: Sheet, texts: readonly Text[]): ColumnNeed {
  const whole = texts.map(({ text, style }) => sheet.widthOf(text, style))
  const least = texts.map(({ text, style }, index) =>
    Math.min(whole[index] ?? 0, Math.max(shortText, widestPiece(sheet.paper, text, style))),
  )
  return { least: Math.max(...least) + gap.beside, whole: Math.max(...whole) + gap.beside }
}

interface Grid {
  columns: readonly TableColumn[]
  widths: readonly number[]
}
interface RowTexts {
  texts: readonly string[]
  styleOf: (index: number) => TextStyle
}

function cellsOf(sheet: Sheet, { columns, widths }: Grid, { texts, styleOf }: RowTexts): Row {
  let x = sheet.left
  return columns.map((column, index) => {
    // Texts were measured without this rounding.
    const width = Math.max(1, (widths[index] ?? 0) - gap.beside + 0.01)
    const style = styleOf(index)
    const lines = linesOf(sheet.paper, texts[index] ?? '', { ...style, width })
    const cell = { lines, style, x, width, isNumber: column.isNumber ?? false }
    x += widths[index] ?? 0
    return cell
  })
}

export const rowHeight = (row: Row): number =>
  Math.max(0, ...row.map(({ lines, style }) => lines.length * style.leading)) + 2 * gap.above
