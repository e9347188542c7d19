import { ink, type Tag } from '../../../paper/paper.ts'
import { linesOf } from '../lines.ts'
import type { Sheet } from '../sheet.ts'
import { rule, styles } from '../styles.ts'
import { drawLines, type Piece } from '../text-blocks.ts'
import { drawHead, drawRow } from './draw-row.ts'
import { layTable, rowHeight, type Row, type TableBlock, type TableLayout } from './table-layout.ts'

/** A heading that is taller than this share of a page stands at the beginning of its table only. */
const tallestHead = 1 / 4

/** A table with its heading again on every page; a row is broken only when it is taller than a page. */
export function tablePiece(sheet: Sheet, block: TableBlock): Piece {
  const layout = layTable(sheet, block)
  const caption = linesOf(sheet.paper, block.caption, {
    ...styles.tableCaption,
    width: sheet.width,
  })
  const firstRow = layout.row(block.rows[0] ?? [])
  const captionHeight = block.caption === '' ? 0 : caption.length * styles.tableCaption.leading + 4
  return {
    least:
      captionHeight + rowHeight(layout.head) + Math.min(rowHeight(firstRow), sheet.pageHeight / 2),
    before: 10,
    draw(parent) {
      const table = sheet.tag(parent, 'Table')
      if (block.caption !== '') {
        const tag = sheet.tag(table, 'Caption')
        drawLines(sheet, tag, { lines: caption, style: styles.tableCaption, x: sheet.left })
        sheet.y += 4
      }
      if (block.columns.length > 0) drawTable(sheet, table, { block, layout })
      table.end()
    },
  }
}

interface TableFacts {
  block: TableBlock
  layout: TableLayout
}

function drawTable(sheet: Sheet, table: Tag, { block, layout }: TableFacts): void {
  const { head } = layout
  const heading = sheet.tag(sheet.tag(table, 'THead'), 'TR')
  drawRow(sheet, heading, { row: head, tagOf: () => ({ name: 'TH', scope: 'Column' }) })
  sheet.drawRule(sheet.y, { color: ink, weight: 1 })
  const body = sheet.tag(table, 'TBody')
  for (const texts of block.rows) drawBodyRow(sheet, body, { head, row: layout.row(texts) })
}

function drawBodyRow(sheet: Sheet, body: Tag, { head, row }: { head: Row; row: Row }): void {
  const height = rowHeight(row)
  const headHeight = rowHeight(head)
  const isRepeated = headHeight <= sheet.pageHeight * tallestHead
  const startPage = () => {
    sheet.nextPage()
    if (isRepeated) drawHead(sheet, head)
  }
  const fitsOnPage = height <= sheet.pageHeight - (isRepeated ? headHeight : 0)
  if (height > sheet.room && (fitsOnPage || sheet.room < sheet.pageHeight / 3)) startPage()
  const element = sheet.tag(body, 'TR')
  drawRow(sheet, element, {
    row,
    tagOf: (index) => (index === 0 ? { name: 'TH', scope: 'Row' } : { name: 'TD' }),
    startPage,
  })
  element.end()
  sheet.drawRule(sheet.y, { color: rule })
}
