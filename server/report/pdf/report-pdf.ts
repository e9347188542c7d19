import { setImmediate } from 'node:timers/promises'
import type {
  ReportDocument,
  ReportImages,
  ReportPart,
} from '../../../shared/report/report-document.ts'
import { bytesOf, ink, newPaper, type Tag } from '../../paper/paper.ts'
import { printImages } from '../print-images.ts'
import type { PdfImages } from './figure-piece.ts'
import { drawFooters } from './footers.ts'
import { headingPiece, piecesOf } from './pieces.ts'
import { Sheet, sheetMargin } from './sheet.ts'
import { styles } from './styles.ts'
import { textPiece, type Piece } from './text-blocks.ts'

/** Called when another part of the report is drawn, before the next one. */
export type OnPart = (made: number, all: number) => Promise<void> | void

/**
 * Returns the report as a tagged PDF of A4 pages: the order of its tags is the order on the page, and all text of the document is in it
 * (PDF/UA-1 as far as pdfkit carries it). Photos are made smaller for print. An image that is missing has its description in its place.
 */
export async function reportPdf(
  document: ReportDocument,
  images: ReportImages,
  onPart: OnPart = () => undefined,
): Promise<Buffer> {
  const ready = await printImages(images)
  const { title, language, author } = document
  const paper = newPaper({ title, language, author, margin: sheetMargin, keepsPages: true })
  const bytes = bytesOf(paper)
  const sheet = new Sheet(paper)
  const root = paper.struct('Document')
  paper.addStructure(root)
  drawFront(sheet, root, document)
  for (const [index, part] of document.parts.entries()) {
    await drawPart(sheet, root, { part, images: ready })
    await onPart(index + 1, document.parts.length)
  }
  root.end()
  drawFooters(sheet, document)
  paper.end()
  return bytes
}

function drawFront(sheet: Sheet, root: Tag, { title, subtitle, author, version }: ReportDocument) {
  const lines = [subtitle, author, version].filter((text) => text !== '')
  const texts = [
    textPiece(sheet, title, { tag: 'H1', style: styles.title, before: 0, isHeading: true }),
    ...lines.map((text) => textPiece(sheet, text, { tag: 'P', style: styles.subtitle, before: 2 })),
  ]
  drawPieces(sheet, root, texts)
  sheet.y += 8
  sheet.drawRule(sheet.y, { color: ink, weight: 1.5 })
  sheet.y += 4
}

interface PartFacts {
  part: ReportPart
  images: PdfImages
}

/** Others have their turn between two parts: a long report takes seconds. */
async function drawPart(sheet: Sheet, root: Tag, { part, images }: PartFacts): Promise<void> {
  await setImmediate()
  const section = sheet.tag(root, 'Sect')
  const pieces = piecesOf(sheet, part.blocks, images)
  drawPieces(sheet, section, part.title === '' ? pieces : [titleOf(sheet, part), ...pieces])
  section.end()
}

/** The title of a part is a bookmark, too. */
function titleOf(sheet: Sheet, { title }: ReportPart): Piece {
  const heading = headingPiece(sheet, title, 2)
  return {
    ...heading,
    draw(parent) {
      sheet.paper.outline.addItem(title)
      heading.draw(parent)
    },
  }
}

function drawPieces(sheet: Sheet, parent: Tag, pieces: readonly Piece[]): void {
  for (const [index, piece] of pieces.entries()) {
    sheet.ensure(piece.before + roomFor(pieces, index))
    sheet.skip(piece.before)
    piece.draw(parent)
  }
}

/** A heading, and the line under it, stand on the page of what they introduce. */
function roomFor(pieces: readonly Piece[], index: number): number {
  const piece = pieces[index]
  if (!piece) return 0
  const next = pieces[index + 1]
  const isIntroduction = pieces[index - 1]?.isHeading && piece.isShort
  if (!next || !(piece.isHeading || isIntroduction)) return piece.least
  return piece.least + next.before + roomFor(pieces, index + 1)
}
