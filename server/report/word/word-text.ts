import { Paragraph, TextRun, type IParagraphOptions } from 'docx'

/** Characters that XML 1.0 cannot hold (2.2), besides the line breaks that have an element of their own. */
const notInXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Returns a text as runs, a line break where it has one. */
const runsOf = (text: string, isBold = false): TextRun[] =>
  text
    .toWellFormed()
    .replace(notInXml, '')
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(
      (line, index) =>
        new TextRun({ text: line, ...(isBold && { bold: true }), ...(index > 0 && { break: 1 }) }),
    )

interface ParagraphOptions extends Omit<IParagraphOptions, 'children' | 'text'> {
  isBold?: boolean
}

export const paragraphOf = (
  text: string,
  { isBold, ...options }: ParagraphOptions = {},
): Paragraph => new Paragraph({ ...options, children: runsOf(text, isBold) })
