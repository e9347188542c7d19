import type { Uuid } from '../identifiers.ts'

/** What has become of a finding, by shape: done, promised or no look different on every screen; so do good places. */
export type StatusMark = 'done' | 'promised' | 'waiting' | 'no' | 'good'

/** A part of an entry: a label in bold where there is one, then the text. */
export interface StatusLine {
  label?: string
  text: string
  /** What somebody wrote; screens give it a direction of its own. */
  isQuoted?: boolean
  isQuiet?: boolean
}

/** What happened with one finding, in words. */
export interface StatusEntry {
  id: Uuid
  mark: StatusMark
  /** What it is, with its number. */
  what: string
  /** Where it is; empty where nobody has said it. */
  place: string
  /** The state, with its day. */
  state: string
  lines: readonly StatusLine[]
}

export interface StatusStop {
  /** `2. Strandgade`; words for what belongs to no stop. */
  name: string
  /** How many findings it has, and how many of them stand at the top, with the reader's own. */
  count: string
  entries: readonly StatusEntry[]
}

/** What happened with the findings of a walk, as one reader may see it, in one language. */
export interface StatusPage {
  title: string
  /** The walk and its day. */
  subtitle: string
  /** Counts in one sentence, then one about good places. */
  summary: readonly string[]
  /** What the reader has found; doubles say what they belong to. */
  own: readonly StatusEntry[]
  /** What others have found, in the order of the walk; stops without any are left out. */
  stops: readonly StatusStop[]
  /** How many findings are not shown to everybody, as everybody may know it; empty for none. */
  withheld: string
}
