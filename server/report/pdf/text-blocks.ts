import type { Tag } from '../../paper/paper.ts'
import { linesOf, type Line, type TextStyle } from './lines.ts'
import type { Sheet } from './sheet.ts'

/** A piece of the report, ready to be drawn. */
export interface Piece {
  /** Points that must be left on the page for it to begin there. */
  least: number
  /** Points of space before it. */
  before: number
  draw: (parent: Tag) => void
  /** It stays on the page of what follows. */
  isHeading?: true
  /** A text of two lines or fewer: right under a heading it stays with what follows, too. */
  isShort?: boolean
}

interface TextOptions {
  tag: string
  style: TextStyle
  before: number
  isHeading?: true
}

/** A text with a tag of its own. Of a text that goes on overleaf at least two lines stay on the first page. */
export function textPiece(sheet: Sheet, text: string, options: TextOptions): Piece {
  const { tag, style, before, isHeading } = options
  const lines = linesOf(sheet.paper, text, { ...style, width: sheet.width })
  return {
    least: Math.min(isHeading ? lines.length : 2, lines.length) * style.leading,
    before,
    ...(isHeading && { isHeading }),
    isShort: lines.length <= 2,
    draw(parent) {
      const element = sheet.tag(parent, tag)
      drawLines(sheet, element, { lines, style, x: sheet.left })
      element.end()
    },
  }
}

interface LinesOptions {
  lines: readonly Line[]
  style: TextStyle
  x: number
}

/** Draws lines one below the other as content of a tag, over as many pages as they need. */
export function drawLines(sheet: Sheet, element: Tag, { lines, style, x }: LinesOptions): void {
  for (let next = 0; next < lines.length;) {
    if (style.leading > sheet.room) sheet.nextPage()
    const count = Math.max(1, Math.floor(sheet.room / style.leading))
    const onPage = lines.slice(next, next + count)
    element.add(() => {
      for (const line of onPage) {
        sheet.drawLine(line, { x, y: sheet.y }, style)
        sheet.y += style.leading
      }
    })
    next += onPage.length
  }
}

const indent = 14

/** A list with bullets; each item stands together at its beginning. */
export function listPiece(sheet: Sheet, items: readonly string[], style: TextStyle): Piece {
  const width = sheet.width - indent
  const all = items.map((item) => linesOf(sheet.paper, item, { ...style, width }))
  return {
    least: Math.min(2, all[0]?.length ?? 0) * style.leading,
    before: 6,
    draw(parent) {
      if (all.length === 0) return
      const list = sheet.tag(parent, 'L')
      for (const lines of all) drawItem(sheet, list, { lines, style, x: sheet.left + indent })
      list.end()
    },
  }
}

function drawItem(sheet: Sheet, list: Tag, options: LinesOptions): void {
  const { style, lines } = options
  sheet.ensure(Math.min(2, lines.length) * style.leading)
  const item = sheet.tag(list, 'LI')
  sheet.tag(item, 'Lbl').add(() => {
    sheet.drawLine('•', { x: sheet.left + 3, y: sheet.y }, style)
  })
  drawLines(sheet, sheet.tag(item, 'LBody'), options)
  sheet.y += 3
  item.end()
}
