import PDFDocument from 'pdfkit'
import type { Language } from '../../shared/text/language.ts'
import { faces, fontOf, type Face } from './typeface.ts'

export type Paper = PDFKit.PDFDocument
export type Tag = PDFKit.PDFStructureElement

export const ink = '#1a1a1a'

/** What a tag can say of itself; pdfkit writes all of them, its types know only some. */
export interface TagOptions {
  alt?: string
  /** Of a heading of a table: what it names. */
  scope?: 'Row' | 'Column'
  /** Left, top, right, bottom in points from the top left corner of the page. */
  bbox?: [number, number, number, number]
}

interface PaperOptions {
  title: string
  language: Language
  author?: string
  /** Points, 72 to an inch. */
  margin: number
  /** Pages stay open until the end, so that each can say how many there are. */
  keepsPages?: boolean
}

const localeOf = { da: 'da-DK', en: 'en-GB' } as const
// NOTE: pdfkit knows this subset since 0.17; the list in its types ends before it.
const accessible = 'PDF/UA' as PDFKit.Mixins.PDFSubsets

/** Returns an empty tagged document of A4 pages whose title is shown in the window (PDF/UA, ISO 14289-1). */
export function newPaper(options: PaperOptions): Paper {
  const { title, language, author, margin, keepsPages = false } = options
  const paper = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    subset: accessible,
    tagged: true,
    displayTitle: true,
    lang: localeOf[language],
    // None: every text sets its own.
    font: '',
    bufferPages: keepsPages,
    info: { Title: title, ...(author === undefined ? {} : { Author: author }) },
  })
  for (const face of faces) paper.registerFont(face, openedFont(face))
  return paper.fillColor(ink)
}

export const setType = (paper: Paper, face: Face, size: number): Paper =>
  paper.font(face).fontSize(size)

/** NOTE: pdfkit takes an opened font, too, which its types do not say; it would read a file again for every change of type. */
const openedFont = (face: Face): PDFKit.Mixins.PDFFontSource =>
  fontOf(face) as unknown as PDFKit.Mixins.PDFFontSource

/** Returns the bytes of a document once it is ended; to be called before anything is drawn, so that nothing waits inside the document. */
export function bytesOf(paper: Paper): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    paper.on('data', (chunk: Buffer) => chunks.push(chunk))
    paper.on('end', () => {
      resolve(Buffer.concat(chunks))
    })
    paper.on('error', reject)
  })
}
