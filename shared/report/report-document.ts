import type { Language } from '../text/language.ts'

/** The parts of a walk report in their order (domain.md §11). */
export const reportParts = [
  'front',
  'people',
  'purpose',
  'summary',
  'findings',
  'good-places',
  'solved',
  'elsewhere',
  'refused',
  'actions',
  'follow-up',
  'efforts',
  'method',
  'about',
] as const
export type ReportPartName = (typeof reportParts)[number]

export interface TableColumn {
  title: string
  /** Numbers stand at the end of their cell. */
  isNumber?: true
}

/** How many people gave one of five answers, from the worst to the best. */
export interface SpreadBar {
  label: string
  count: number
}

/** One piece of a report, in the words of its language. Each renderer knows all of them and nothing else. */
export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; text: string; isQuiet?: true }
  | { kind: 'list'; items: readonly string[] }
  /** The first cell of each row names it. */
  | {
      kind: 'table'
      caption: string
      columns: readonly TableColumn[]
      rows: readonly (readonly string[])[]
    }
  /** `image` is the key of its bytes; `alt` is never empty. */
  | { kind: 'figure'; image: string; alt: string; caption: string }
  /** Bars with their numbers; every renderer that draws them also says them in words. */
  | { kind: 'spread'; title: string; bars: readonly SpreadBar[]; words: string }
  /** What follows begins on a new page where there are pages. */
  | { kind: 'new-page' }

export interface ReportPart {
  name: ReportPartName
  title: string
  blocks: readonly Block[]
}

/** A walk report as it is read: the same for the page, the PDF and the Word file. */
export interface ReportDocument {
  language: Language
  title: string
  subtitle: string
  /** Who answers for it. */
  author: string
  /** In words: version, and when it was approved. */
  version: string
  parts: readonly ReportPart[]
}

/** PNG or JPEG bytes of the figures, by key. */
export type ReportImages = ReadonlyMap<string, Uint8Array>
