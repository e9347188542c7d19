import { isPositiveCategory } from '../../observation/categories.ts'
import type { Block, TableColumn } from '../report-document.ts'
import type { ReportFacts, ReportedFinding } from '../facts/report-facts.ts'
import type { ReportLanguage } from '../words/report-language.ts'

/** What every part is written from. */
export interface PartContext extends ReportLanguage {
  facts: ReportFacts
  version: number
  /** The facts of the version before; null in the first one. */
  previous: ReportFacts | null
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
export const quiet = (text: string): Block => ({ kind: 'paragraph', text, isQuiet: true })
export const heading = (text: string): Block => ({ kind: 'heading', level: 3, text })

/** A list, or nothing when it would be empty. */
export const listOf = (items: readonly string[]): Block[] =>
  items.length > 0 ? [{ kind: 'list', items }] : []

interface TableOptions {
  caption: string
  columns: readonly TableColumn[]
}

export const table = (
  { caption, columns }: TableOptions,
  rows: readonly (readonly string[])[],
): Block => ({ kind: 'table', caption, columns, rows })

/** The name by which one finding is mentioned in running text. */
export const nameOf = (
  { words, category }: ReportLanguage,
  { number, place, category: id }: ReportedFinding,
): string => words.named(number, place === '' ? category(id) : place)

/** The first cell of a row about a finding. */
export const numberOf = ({ number }: ReportedFinding, { words }: ReportLanguage): string =>
  number === null ? words.noDate : String(number)

export const isGood = ({ category }: ReportedFinding): boolean => isPositiveCategory(category)

export const quoted = (text: string, { language }: ReportLanguage): string => {
  if (text === '') return ''
  return language === 'da' ? `»${text}«` : `“${text}”`
}

export const stopName = (number: number, { facts, words }: PartContext): string => {
  const stop = facts.walk.stops[number - 1]
  return stop ? words.stop(number, stop.name) : words.noStop
}
