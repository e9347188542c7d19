import { HeadingLevel, ImageRun, PageBreak, Paragraph, type Table } from 'docx'
import type { Block } from '../../../shared/report/report-document.ts'
import type { PrintImage } from '../print-images.ts'
import { wordTable } from './word-table.ts'
import { paragraphOf } from './word-text.ts'

type Child = Paragraph | Table
export type WordImages = ReadonlyMap<string, PrintImage>

const headings = { 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const

/** Returns what stands in the file for one block. */
export function wordBlock(block: Block, images: WordImages): Child[] {
  switch (block.kind) {
    case 'heading':
      return [wordHeading(block.text, block.level)]
    case 'paragraph':
      return [paragraphOf(block.text, block.isQuiet ? { style: 'ReportQuiet' } : {})]
    case 'list':
      return block.items.map((item) => paragraphOf(item, { bullet: { level: 0 } }))
    case 'table':
      return [...captionOf(block.caption), wordTable(block), gapAfter()]
    case 'figure':
      return figureOf(block, images)
    case 'spread':
      return spreadOf(block)
    case 'new-page':
      return [new Paragraph({ children: [new PageBreak()] })]
  }
}

export const wordHeading = (text: string, level: 2 | 3): Paragraph =>
  paragraphOf(text, { heading: headings[level], keepNext: true })

/** A caption stays with what is under it. */
const captionOf = (text: string): Paragraph[] =>
  text === '' ? [] : [paragraphOf(text, { isBold: true, keepNext: true })]

/** Two tables without a paragraph between them are one table. */
const gapAfter = (): Paragraph => paragraphOf('', { style: 'ReportQuiet' })

/** A4 between its margins, and no higher than leaves room for its caption; pixels of 96 to an inch. */
const most = { width: 620, height: 420 }

function figureOf(block: Extract<Block, { kind: 'figure' }>, images: WordImages): Child[] {
  const image = images.get(block.image)
  const caption = block.caption === '' ? [] : [paragraphOf(block.caption, { style: 'Caption' })]
  if (!image) return [paragraphOf(block.alt), ...caption]
  const scale = Math.min(1, most.width / image.width, most.height / image.height)
  const picture = new ImageRun({
    type: image.type,
    data: image.bytes,
    transformation: {
      width: Math.round(image.width * scale),
      height: Math.round(image.height * scale),
    },
    altText: { name: block.image, title: block.caption, description: block.alt },
  })
  return [new Paragraph({ children: [picture], keepNext: caption.length > 0 }), ...caption]
}

/** Numbers in a table, which people can go on working with, and the same in words. */
function spreadOf({ title, bars, words }: Extract<Block, { kind: 'spread' }>): Child[] {
  const columns = bars.map(({ label }) => ({ title: label, isNumber: true as const }))
  const counts = bars.map(({ count }) => String(count))
  return [
    ...captionOf(title),
    wordTable({ columns, rows: [counts] }),
    paragraphOf(words, { style: 'ReportQuiet' }),
  ]
}
