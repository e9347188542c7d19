import type { Block, SpreadBar } from '../../../shared/report/report-document.ts'
import type { Tag } from '../../paper/paper.ts'
import { fillBar } from './bar-fills.ts'
import { linesOf, widestPiece, type Line, type TextStyle } from './lines.ts'
import type { Sheet } from './sheet.ts'
import { rule, styles } from './styles.ts'
import type { Piece } from './text-blocks.ts'

export type SpreadBlock = Extract<Block, { kind: 'spread' }>

/** Points. */
const columnGap = 16
const barGap = 3
const tallestBar = 44

interface Column {
  label: readonly Line[]
  bar: SpreadBar
  x: number
  width: number
}
interface Chart {
  block: SpreadBlock
  title: readonly Line[]
  titleHeight: number
  columns: readonly Column[]
  labelHeight: number
  x: number
  width: number
  greatest: number
}

/** Spreads that follow each other stand side by side, as many as leave their words whole; each row of them is one piece. */
export function spreadPieces(sheet: Sheet, blocks: readonly SpreadBlock[]): Piece[] {
  const perRow = [4, 3, 2].find((count) => blocks.every((one) => fits(sheet, one, count))) ?? 1
  const greatest = Math.max(1, ...blocks.flatMap(({ bars }) => bars.map(({ count }) => count)))
  const rows = Array.from({ length: Math.ceil(blocks.length / perRow) }, (_, row) =>
    blocks.slice(row * perRow, (row + 1) * perRow),
  )
  return rows.map((row) => {
    const width = columnWidth(sheet, perRow)
    const charts = row.map((block, index) => {
      const x = sheet.left + index * (width + columnGap)
      return layChart(sheet, block, { x, width, greatest })
    })
    return rowPiece(sheet, charts)
  })
}

const columnWidth = (sheet: Sheet, perRow: number): number =>
  (sheet.width - columnGap * (perRow - 1)) / perRow

const barWidth = (width: number, bars: number): number =>
  Math.max(4, (width - barGap * (bars - 1)) / Math.max(1, bars))

function fits(sheet: Sheet, { title, bars }: SpreadBlock, perRow: number): boolean {
  const width = columnWidth(sheet, perRow)
  return (
    widestPiece(sheet.paper, title, styles.spreadTitle) <= width &&
    bars.every(
      ({ label }) =>
        widestPiece(sheet.paper, label, styles.label) <= barWidth(width, bars.length) &&
        linesOf(sheet.paper, label, { ...styles.label, width: barWidth(width, bars.length) })
          .length <= 3,
    )
  )
}

type Frame = Pick<Chart, 'x' | 'width' | 'greatest'>

function layChart(sheet: Sheet, block: SpreadBlock, frame: Frame): Chart {
  const { title: text, bars } = block
  const title = linesOf(sheet.paper, text, { ...styles.spreadTitle, width: frame.width })
  const width = barWidth(frame.width, bars.length)
  const columns = bars.map((bar, index) => ({
    bar,
    label: linesOf(sheet.paper, bar.label, { ...styles.label, width }),
    x: frame.x + index * (width + barGap),
    width,
  }))
  const titleHeight = title.length * styles.spreadTitle.leading
  const labelLines = Math.max(0, ...columns.map(({ label }) => label.length))
  const labelHeight = labelLines * styles.label.leading
  return { ...frame, block, title, titleHeight, columns, labelHeight }
}

function rowPiece(sheet: Sheet, charts: readonly Chart[]): Piece {
  const titles = Math.max(...charts.map(({ titleHeight }) => titleHeight))
  const labels = Math.max(...charts.map(({ labelHeight }) => labelHeight))
  const barTop = titles + styles.count.leading + 3
  const height = barTop + tallestBar + 3 + labels
  return {
    least: height,
    before: 10,
    draw(parent) {
      for (const chart of charts)
        drawChart(sheet, parent, { chart, base: sheet.y + barTop + tallestBar })
      sheet.y += height
    },
  }
}

interface Placed {
  chart: Chart
  /** Where the bars stand. */
  base: number
}

function drawChart(sheet: Sheet, parent: Tag, { chart, base }: Placed): void {
  const { block, title, x, width, labelHeight } = chart
  const heading = sheet.tag(parent, 'P')
  heading.add(() => {
    for (const [index, line] of title.entries()) {
      const y = sheet.y + index * styles.spreadTitle.leading
      sheet.drawLine(line, { x, y }, styles.spreadTitle)
    }
  })
  heading.end()
  const top = base - tallestBar - styles.count.leading
  const figure = sheet.tag(parent, 'Figure', {
    alt: block.words,
    bbox: [x, top, x + width, base + 3 + labelHeight],
  })
  figure.add(() => {
    for (const [index, column] of chart.columns.entries())
      drawBar(sheet, { chart, base, column, index })
  })
  figure.end()
}

function drawBar(
  sheet: Sheet,
  { chart, base, column, index }: Placed & { column: Column; index: number },
) {
  const { x, width, bar, label } = column
  const height = (bar.count / chart.greatest) * tallestBar
  const share = chart.columns.length < 2 ? 0 : index / (chart.columns.length - 1)
  if (height > 0) fillBar(sheet.paper, { x, y: base - height, width, height }, share)
  sheet.paper
    .moveTo(x, base)
    .lineTo(x + width, base)
    .lineWidth(0.75)
    .stroke(height > 0 ? '#1a1a1a' : rule)
  const centred = (text: string, style: TextStyle) =>
    x + Math.max(0, (width - sheet.widthOf(text, style)) / 2)
  const count = String(bar.count)
  sheet.drawLine(
    count,
    { x: centred(count, styles.count), y: base - height - styles.count.leading - 1 },
    styles.count,
  )
  for (const [row, line] of label.entries()) {
    const y = base + 3 + row * styles.label.leading
    sheet.drawLine(`${line} `, { x: centred(line, styles.label), y }, styles.label)
  }
}
