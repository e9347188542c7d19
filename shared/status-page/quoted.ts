import type { StatusLanguage } from './status-language.ts'
import type { StatusLine } from './status-page.ts'

/** Characters of what somebody wrote that a page of limited size shows; an answer may be twice as long. */
export const pageTextLimit = 1_000

interface QuoteOptions {
  /** Absent: everything. */
  limit: number | undefined
  label?: string
}

/** Somebody's own words; where they are cut, the page says so. */
export function quoted(
  text: string,
  { limit, label }: QuoteOptions,
  { words }: StatusLanguage,
): StatusLine[] {
  const trimmed = text.trim()
  if (trimmed === '') return []
  const labelled = label === undefined ? {} : { label }
  if (limit === undefined || trimmed.length <= limit) {
    return [{ ...labelled, text: trimmed, isQuoted: true }]
  }
  // Never in the middle of a character that takes two units.
  const cut = trimmed.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '')
  return [
    { ...labelled, text: `${cut}…`, isQuoted: true },
    { text: words.cut, isQuiet: true },
  ]
}
