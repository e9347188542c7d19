import { buffer } from 'node:stream/consumers'
import { encode } from 'uqr'
import { ink, newPaper, setType, type Paper } from '../paper/paper.ts'
import type { Invitation } from './invitation.ts'

/** Points, 72 to an inch. */
const margin = 56
const qrSize = 190

interface Line {
  text: string
  tag: 'H1' | 'P'
  size: number
  isBold?: boolean
  gap: number
}

/** Returns the poster of a walk: one page of A4, tagged, in the order in which it is read. */
export function drawPoster(invitation: Invitation): Promise<Buffer> {
  const { language, kind, title } = invitation
  const paper = newPaper({ title: `${kind}: ${title}`, language, margin })
  const page = paper.struct('Document')
  paper.addStructure(page)
  for (const line of linesOf(invitation)) page.add(lineOf(paper, line))
  page.add(
    paper.struct('Figure', { alt: invitation.qrCode }, () => {
      drawQrCode(paper, invitation.link)
    }),
  )
  for (const line of wayIn(invitation)) page.add(lineOf(paper, line))
  page.end()
  paper.end()
  return buffer(paper)
}

/** A long title is set smaller, so that all of it stands on the page. */
const titleSize = (title: string): number => (title.length > 90 ? 24 : title.length > 40 ? 32 : 44)

const linesOf = ({ kind, title, host, when, meet }: Invitation): Line[] =>
  (
    [
      { text: kind, tag: 'P', size: 20, isBold: true, gap: 8 },
      { text: title, tag: 'H1', size: titleSize(title), isBold: true, gap: 14 },
      { text: host, tag: 'P', size: 16, gap: 20 },
      { text: when, tag: 'P', size: 22, isBold: true, gap: 6 },
      { text: meet, tag: 'P', size: 20, gap: 16 },
    ] as const
  ).filter(({ text }) => text !== '')

/** What may be long comes last: it may go on overleaf, but the QR code never does. */
const wayIn = ({ walkAlong, fromHome, code, link, purpose, emergency }: Invitation): Line[] =>
  (
    [
      { text: walkAlong, tag: 'P', size: 16, isBold: true, gap: 4 },
      { text: link, tag: 'P', size: 14, gap: 4 },
      { text: code, tag: 'P', size: 14, gap: 10 },
      { text: fromHome, tag: 'P', size: 14, gap: 12 },
      { text: emergency, tag: 'P', size: 11, gap: 20 },
      { text: purpose, tag: 'P', size: 14, gap: 0 },
    ] as const
  ).filter(({ text }) => text !== '')

const lineOf = (paper: Paper, { text, tag, size, isBold = false, gap }: Line) =>
  paper.struct(tag, {}, () => {
    setType(paper, isBold ? 'bold' : 'plain', size).text(text)
    paper.y += gap
  })

/** Black on white with the quiet border that cameras need. */
function drawQrCode(paper: Paper, text: string): void {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const edge = qrSize / size
  const { x, y } = paper
  data.forEach((row, down) => {
    row.forEach((isDark, along) => {
      if (isDark) paper.rect(x + along * edge, y + down * edge, edge, edge)
    })
  })
  paper.fill(ink)
  paper.y = y + qrSize + 10
}
