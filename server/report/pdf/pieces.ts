import type { Block } from '../../../shared/report/report-document.ts'
import { figurePieces, type FigureBlock, type PdfImages } from './figure-piece.ts'
import type { Sheet } from './sheet.ts'
import { spreadPieces, type SpreadBlock } from './spread-piece.ts'
import { styles } from './styles.ts'
import { tablePiece } from './table/table-piece.ts'
import { listPiece, textPiece, type Piece } from './text-blocks.ts'

type OtherBlock = Exclude<Block, FigureBlock | SpreadBlock>

/** Returns the pieces of a part in order; figures and spreads that follow each other are laid out together. */
export function piecesOf(sheet: Sheet, blocks: readonly Block[], images: PdfImages): Piece[] {
  const pieces: Piece[] = []
  for (let index = 0; index < blocks.length;) {
    const run = runAt(blocks, index)
    pieces.push(...runPieces(sheet, run, images))
    index += run.length
  }
  return pieces
}

/** The blocks from here on that are of the same kind. */
function runAt(blocks: readonly Block[], start: number): Block[] {
  const end = blocks.findIndex(
    (block, index) => index > start && block.kind !== blocks[start]?.kind,
  )
  return blocks.slice(start, end < 0 ? blocks.length : end)
}

function runPieces(sheet: Sheet, run: readonly Block[], images: PdfImages): Piece[] {
  const figures = run.filter((block) => block.kind === 'figure')
  if (figures.length > 0) return figurePieces(sheet, figures, images)
  const spreads = run.filter((block) => block.kind === 'spread')
  if (spreads.length > 0) return spreadPieces(sheet, spreads)
  return (run as readonly OtherBlock[]).map((block) => pieceOf(sheet, block))
}

function pieceOf(sheet: Sheet, block: OtherBlock): Piece {
  switch (block.kind) {
    case 'heading':
      return headingPiece(sheet, block.text, block.level)
    case 'paragraph': {
      const style = block.isQuiet ? styles.quiet : styles.body
      return textPiece(sheet, block.text, { tag: 'P', style, before: 6 })
    }
    case 'list':
      return listPiece(sheet, block.items, styles.body)
    case 'table':
      return tablePiece(sheet, block)
    case 'new-page':
      return newPage(sheet)
  }
}

export function headingPiece(sheet: Sheet, text: string, level: 2 | 3): Piece {
  const style = level === 2 ? styles.heading2 : styles.heading3
  const before = level === 2 ? 22 : 14
  return textPiece(sheet, text, { tag: `H${level}`, style, before, isHeading: true })
}

const newPage = (sheet: Sheet): Piece => ({
  least: 0,
  before: 0,
  draw() {
    if (!sheet.isAtTop) sheet.nextPage()
  },
})
