import type { Block } from '../../../shared/report/report-document.ts'
import type { Tag } from '../../paper/paper.ts'
import type { PrintImage } from '../print-images.ts'
import { linesOf, type Line } from './lines.ts'
import type { Sheet } from './sheet.ts'
import { rule, styles } from './styles.ts'
import type { Piece } from './text-blocks.ts'

export type FigureBlock = Extract<Block, { kind: 'figure' }>
export type PdfImages = ReadonlyMap<string, PrintImage>

/** Points. */
const columnGap = 14
const tallest = { alone: 330, inPair: 190 }

interface Picture {
  block: FigureBlock
  image: PrintImage | undefined
  /** The description, in place of an image that is not there. */
  instead: readonly Line[]
  caption: readonly Line[]
  x: number
  width: number
  height: number
}

/** A figure alone has the width of the page; those that follow each other stand in pairs. */
export function figurePieces(
  sheet: Sheet,
  blocks: readonly FigureBlock[],
  images: PdfImages,
): Piece[] {
  const perRow = blocks.length > 1 ? 2 : 1
  const width = (sheet.width - columnGap * (perRow - 1)) / perRow
  const most = perRow === 1 ? tallest.alone : tallest.inPair
  const rows = Array.from({ length: Math.ceil(blocks.length / perRow) }, (_, row) =>
    blocks.slice(row * perRow, (row + 1) * perRow),
  )
  return rows.map((row) =>
    rowPiece(
      sheet,
      row.map((block, index) => {
        const frame = { x: sheet.left + index * (width + columnGap), width, most }
        return layPicture(sheet, block, { ...frame, image: images.get(block.image) })
      }),
    ),
  )
}

interface Frame {
  x: number
  width: number
  most: number
  image: PrintImage | undefined
}

function layPicture(sheet: Sheet, block: FigureBlock, { x, width, most, image }: Frame): Picture {
  const caption = linesOf(sheet.paper, block.caption, { ...styles.caption, width })
  const inside = width - 2 * padding
  const instead = image ? [] : linesOf(sheet.paper, block.alt, { ...styles.quiet, width: inside })
  const scale = image ? Math.min(width / image.width, most / image.height) : 0
  return {
    ...{ block, image, instead, x },
    caption: block.caption === '' ? [] : caption,
    width: image ? image.width * scale : width,
    height: image ? image.height * scale : instead.length * styles.quiet.leading + 2 * padding,
  }
}

const padding = 8

function rowPiece(sheet: Sheet, pictures: readonly Picture[]): Piece {
  const heights = pictures.map(
    ({ height, caption }) => height + 4 + caption.length * styles.caption.leading,
  )
  const height = Math.max(...heights)
  return {
    least: height,
    before: 10,
    draw(parent) {
      for (const picture of pictures) drawPicture(sheet, parent, picture)
      sheet.y += height
    },
  }
}

function drawPicture(sheet: Sheet, parent: Tag, picture: Picture): void {
  const { block, caption, x, width, height } = picture
  const bbox: [number, number, number, number] = [x, sheet.y, x + width, sheet.y + height]
  const figure = sheet.tag(parent, 'Figure', { alt: block.alt, bbox })
  figure.add(() => {
    drawImage(sheet, picture)
  })
  figure.end()
  if (caption.length === 0) return
  const text = sheet.tag(parent, 'Caption')
  text.add(() => {
    for (const [index, line] of caption.entries()) {
      const y = sheet.y + height + 4 + index * styles.caption.leading
      sheet.drawLine(line, { x, y }, styles.caption)
    }
  })
  text.end()
}

function drawImage(sheet: Sheet, { image, instead, x, width, height }: Picture): void {
  const { paper, y } = sheet
  if (image) paper.image(image.bytes, x, y, { width, height })
  paper.rect(x, y, width, height).lineWidth(0.5).stroke(rule)
  for (const [index, line] of instead.entries()) {
    const at = { x: x + padding, y: y + padding + index * styles.quiet.leading }
    sheet.drawLine(line, at, styles.quiet)
  }
}
