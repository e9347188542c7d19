import type { ReportDocument, ReportPart, ReportPartName } from './report-document.ts'
import { reportDa } from './words/da.ts'
import { reportEn } from './words/en.ts'

/** Without these a report would hide what it is and where its figures come from. */
export const keptParts = [
  'front',
  'summary',
  'elsewhere',
  'method',
  'about',
] as const satisfies readonly ReportPartName[]

export const mayLeaveOut = (name: ReportPartName): boolean =>
  !keptParts.some((kept) => kept === name)

interface LeftOutPart {
  part: ReportPartName
  reason: string
}

/** What a person adds to a report before it is made; empty texts add nothing. */
interface ReportEdits {
  above: string
  below: string
  leftOut: readonly LeftOutPart[]
}

/** Returns the report with its texts, and with a reason in place of each part that was left out. */
export function editReport(
  report: ReportDocument,
  { above, below, leftOut }: ReportEdits,
): ReportDocument {
  const reasons = new Map(leftOut.map(({ part, reason }) => [part, reason]))
  const words = report.language === 'da' ? reportDa : reportEn
  const parts = report.parts.map((part) => {
    const reason = mayLeaveOut(part.name) ? reasons.get(part.name) : undefined
    if (reason === undefined) return part
    return {
      ...part,
      blocks: [{ kind: 'paragraph', text: words.leftOut(reason), isQuiet: true } as const],
    }
  })
  return { ...report, parts: parts.map((part) => withTexts(part, { above, below })) }
}

/** The text above begins the summary, the one below begins what stands about the report. */
function withTexts(part: ReportPart, { above, below }: Pick<ReportEdits, 'above' | 'below'>) {
  if (part.name === 'summary') return { ...part, blocks: [...paragraphs(above), ...part.blocks] }
  if (part.name === 'about') return { ...part, blocks: [...paragraphs(below), ...part.blocks] }
  return part
}

const paragraphs = (text: string) =>
  text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => ({ kind: 'paragraph', text: one }) as const)
