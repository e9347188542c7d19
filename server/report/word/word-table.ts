import { AlignmentType, BorderStyle, Table, TableCell, TableRow, WidthType } from 'docx'
import type { TableColumn } from '../../../shared/report/report-document.ts'
import { paragraphOf } from './word-text.ts'

interface TableFacts {
  columns: readonly TableColumn[]
  rows: readonly (readonly string[])[]
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const line = { style: BorderStyle.SINGLE, size: 4, color: 'B8B8B8' }
const borders = {
  top: none,
  left: none,
  right: none,
  bottom: line,
  insideHorizontal: line,
  insideVertical: none,
}

/** Returns a table whose heading stands again on every page and whose rows are not broken. The first cell of each row names it. */
export const wordTable = ({ columns, rows }: TableFacts): Table =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    tableLook: { firstRow: true, firstColumn: true, noHBand: true, noVBand: true },
    borders,
    margins: { top: 50, bottom: 50, left: 70, right: 70 },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map((column) => cellOf(column.title, { column, isBold: true })),
      }),
      ...rows.map((row) => bodyRow(columns, row)),
    ],
  })

const bodyRow = (columns: readonly TableColumn[], row: readonly string[]): TableRow =>
  new TableRow({
    cantSplit: true,
    children: columns.map((column, index) =>
      cellOf(row[index] ?? '', { column, isBold: index === 0 }),
    ),
  })

interface CellOptions {
  column: TableColumn
  isBold: boolean
}

const cellOf = (text: string, { column, isBold }: CellOptions): TableCell =>
  new TableCell({
    children: [
      paragraphOf(text, {
        ...{ isBold, style: 'ReportCell' },
        alignment: column.isNumber ? AlignmentType.END : AlignmentType.START,
      }),
    ],
  })
