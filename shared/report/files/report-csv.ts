import type { Language } from '../../text/language.ts'
import type { ReportFacts, ReportedFinding } from '../facts/report-facts.ts'
import { answerOf, statusOf } from '../parts/status-words.ts'
import { reportLanguage, type ReportLanguage } from '../words/report-language.ts'

const byteOrderMark = '\uFEFF'

/** A spreadsheet runs cells that begin so as formulas. */
const asFormula = /^[=+\-@\t\r\n]/

/** Quotes a cell of people's words; one that would be run as a formula gets an apostrophe in front. */
export function textCell(text: string): string {
  const safe = asFormula.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** The findings as a table for spreadsheets: semicolons, and a byte order mark so that æøå are read as such. */
export function reportCsv(facts: ReportFacts, language: Language): string {
  const own = reportLanguage(language, facts.municipality.timeZone)
  const { columns } = own.words
  const titles = [
    ...[columns.number, columns.stop, columns.place, columns.category, columns.text],
    ...[columns.severity, columns.party, columns.due, columns.status, columns.answer],
    ...[columns.longitude, columns.latitude],
  ]
  const rows = facts.findings.map((one) => rowOf(one, facts, own))
  const lines = [titles.map(textCell), ...rows].map((cells) => cells.join(';'))
  return `${byteOrderMark}${lines.join('\r\n')}\r\n`
}

function rowOf(one: ReportedFinding, { walk }: ReportFacts, own: ReportLanguage): string[] {
  const stop = walk.stops[one.stop - 1]
  const decimal = (degrees: number) =>
    own.language === 'da' ? String(degrees).replace('.', ',') : String(degrees)
  return [
    one.number === null ? '' : String(one.number),
    textCell(stop ? `${one.stop} ${stop.name}` : ''),
    textCell(one.place),
    textCell(own.category(one.category)),
    textCell(one.text),
    String(one.severity),
    textCell(one.parties.join(', ')),
    one.dueOn ?? '',
    textCell(statusOf(one, own)),
    textCell(answerOf(one, own)),
    decimal(one.longitude),
    decimal(one.latitude),
  ]
}
