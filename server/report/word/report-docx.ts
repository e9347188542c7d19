import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import { pageNumber } from '../../../shared/report/page-number.ts'
import type { ReportDocument, ReportImages } from '../../../shared/report/report-document.ts'
import { printImages } from '../print-images.ts'
import { wordBlock, wordHeading, type WordImages } from './word-blocks.ts'
import { wordStyles } from './word-styles.ts'
import { paragraphOf } from './word-text.ts'

/** A4 in twentieths of a point. */
const page = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1_080, right: 1_000, bottom: 1_200, left: 1_000 },
}

/**
 * Returns the report as a Word file (Office Open XML) that people can go on writing in: heading styles, tables with marked headings, images
 * with their descriptions, title and language. Photos are made smaller for print.
 */
export async function reportDocx(document: ReportDocument, images: ReportImages): Promise<Buffer> {
  const ready = await printImages(images)
  const file = new Document({
    title: document.title,
    creator: document.author,
    lastModifiedBy: document.author,
    description: document.version,
    styles: wordStyles(document.language),
    sections: [
      {
        properties: { page },
        footers: { default: footerOf(document) },
        children: [...frontOf(document), ...document.parts.flatMap((part) => partOf(part, ready))],
      },
    ],
  })
  return Packer.toBuffer(file)
}

const frontOf = ({ title, subtitle, author, version }: ReportDocument): Paragraph[] => [
  paragraphOf(title, { heading: HeadingLevel.HEADING_1 }),
  ...[subtitle, author, version]
    .filter((text) => text !== '')
    .map((text) => paragraphOf(text, { style: 'ReportQuiet' })),
]

const partOf = ({ title, blocks }: ReportDocument['parts'][number], images: WordImages) => [
  ...(title === '' ? [] : [wordHeading(title, 2)]),
  ...blocks.flatMap((block) => wordBlock(block, images)),
]

const fields: Readonly<Record<string, (typeof PageNumber)[keyof typeof PageNumber]>> = {
  '{page}': PageNumber.CURRENT,
  '{pages}': PageNumber.TOTAL_PAGES,
}

function footerOf({ language, title, version }: ReportDocument): Footer {
  const number = pageNumber(language, '{page}', '{pages}')
    .split(/(\{pages?\})/)
    .map((part) => fields[part] ?? part)
  return new Footer({
    children: [
      paragraphOf([title, version].filter((text) => text !== '').join(' · '), {
        style: 'ReportQuiet',
      }),
      new Paragraph({
        ...{ style: 'ReportQuiet', alignment: AlignmentType.END },
        children: [new TextRun({ children: number })],
      }),
    ],
  })
}
