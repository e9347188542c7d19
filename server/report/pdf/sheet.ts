import { drawableText } from '../../paper/drawable-text.ts'
import { setType, type Paper, type Tag, type TagOptions } from '../../paper/paper.ts'
import type { Line, TextStyle } from './lines.ts'

const margins = { side: 50, top: 54, bottom: 66 }
export const sheetMargin = margins.side

/** The place where the next piece is drawn, with the pages that follow each other. Lengths are in points. */
export class Sheet {
  readonly paper: Paper
  readonly left = margins.side
  y = margins.top

  constructor(paper: Paper) {
    this.paper = paper
  }

  get width(): number {
    return this.paper.page.width - 2 * margins.side
  }

  get bottom(): number {
    return this.paper.page.height - margins.bottom
  }

  get room(): number {
    return this.bottom - this.y
  }

  /** What an empty page holds. */
  get pageHeight(): number {
    return this.bottom - margins.top
  }

  get isAtTop(): boolean {
    return this.y <= margins.top
  }

  nextPage(): void {
    this.paper.addPage()
    this.y = margins.top
  }

  /** Goes on to the next page where that much is not left on this one; on an empty page nothing changes. */
  ensure(height: number): void {
    if (height > this.room && !this.isAtTop) this.nextPage()
  }

  /** Space between two pieces; none at the top of a page. */
  skip(height: number): void {
    if (!this.isAtTop) this.y += height
  }

  /** Adds a tag below another one and returns it. */
  tag(parent: Tag, name: string, options: TagOptions = {}): Tag {
    const tag = this.paper.struct(name, { ...options })
    parent.add(tag)
    return tag
  }

  /** Draws what has no meaning of its own, such as lines. It must not be called while the content of a tag is drawn. */
  drawArtifact(draw: () => void): void {
    this.paper.markContent('Artifact', { type: 'Layout' })
    draw()
    this.paper.endMarkedContent()
  }

  drawRule(y: number, { color, weight = 0.5 }: { color: string; weight?: number }): void {
    this.drawArtifact(() => {
      this.paper.moveTo(this.left, y).lineTo(this.left + this.width, y)
      this.paper.lineWidth(weight).stroke(color)
    })
  }

  /** Draws one line with its upper edge at `y`. What the typeface cannot draw is in the text behind it (ActualText). */
  drawLine(line: Line, at: { x: number; y: number }, style: TextStyle): void {
    const drawn = drawableText(line, style.face)
    setType(this.paper, style.face, style.size).fillColor(style.color)
    const isSame = drawn === line.normalize('NFC')
    if (!isSame) this.paper.markContent('Span', { actual: line })
    this.paper.text(drawn, at.x, at.y + (style.leading - style.size * 1.3) / 2, {
      lineBreak: false,
    })
    if (!isSame) this.paper.endMarkedContent()
  }

  widthOf(line: Line, { face, size }: TextStyle): number {
    return setType(this.paper, face, size).widthOfString(drawableText(line.trimEnd(), face))
  }
}
