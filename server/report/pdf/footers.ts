import { pageNumber } from '../../../shared/report/page-number.ts'
import type { ReportDocument } from '../../../shared/report/report-document.ts'
import { linesOf } from './lines.ts'
import type { Sheet } from './sheet.ts'
import { rule, styles } from './styles.ts'

/** Points from the lower edge of the page. */
const fromEdge = 42
const gap = 24

/** Writes title, version and number under every page, as nothing that is read out between the pages. */
export function drawFooters(sheet: Sheet, { language, title, version }: ReportDocument): void {
  const { paper } = sheet
  const { start, count } = paper.bufferedPageRange()
  for (let index = 0; index < count; index += 1) {
    paper.switchToPage(start + index)
    const number = pageNumber(language, index + 1, count)
    const numberWidth = sheet.widthOf(number, styles.footer)
    const y = paper.page.height - fromEdge
    const name = shortened(sheet, [title, version], sheet.width - numberWidth - gap)
    paper.markContent('Artifact', { type: 'Pagination' })
    paper.moveTo(sheet.left, y - 5).lineTo(sheet.left + sheet.width, y - 5)
    paper.lineWidth(0.5).stroke(rule)
    sheet.drawLine(name, { x: sheet.left, y }, styles.footer)
    sheet.drawLine(number, { x: sheet.left + sheet.width - numberWidth, y }, styles.footer)
    paper.endMarkedContent()
  }
}

/** A long title gives way, so that the version can always be read. */
function shortened(sheet: Sheet, [title, version]: [string, string], width: number): string {
  const joined = (name: string) => [name, version].filter((text) => text !== '').join(' · ')
  const one = (text: string) => linesOf(sheet.paper, text, { ...styles.footer, width })[0] ?? ''
  if (sheet.widthOf(joined(title), styles.footer) <= width) return joined(title)
  const room = width - sheet.widthOf(` … · ${version}`, styles.footer)
  if (room < width / 4) return one(joined(title))
  const [start = ''] = linesOf(sheet.paper, title, { ...styles.footer, width: room })
  return joined(`${start.trimEnd()} …`)
}
