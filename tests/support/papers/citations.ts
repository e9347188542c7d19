/** What a text says stands elsewhere: a paper, a numbered section of it, a decision record, a guarantee. */
export type Citation =
  | { kind: 'paper'; paper: string }
  | { kind: 'section'; paper: string; section: string }
  | { kind: 'record'; number: string }
  | { kind: 'guarantee'; id: string }

/** Sections of standards are none of ours: `RFC 9110 §10.2.3`. */
const standards = /\b(?:RFC \d+|HTML) §[\d.]+/g
/** `sync.md`, `sync.md §1.2, §1.3`, `sync.md G4`; not a file of a folder, such as `docs/adr/0003-….md`. */
const papers = /([\w./-]+\.md)((?:,? §[\d.]*\d)*)(?: ([A-O]\d{1,2})(?!\d))?/g
/** `16.1 of domain.md` */
const reversed = /(?<![\d.])(\d+(?:\.\d+)*) of ([\w-]+\.md)/g
const records = /\bADR (\d+)|\badr\/(\d{4})/g
/** `property C6`, `(J3)`, `(J3, J4)` */
const guarantees =
  /\bpropert(?:y|ies) ([A-O]\d{1,2})\b|(?<=\((?:[A-O]\d{1,2}, )*)([A-O]\d{1,2})(?=(?:, [A-O]\d{1,2})*\))/g

/** The citations of a text. A section without a paper (`of §10`) is one of the paper named last, or else of a paper named ''. */
export function citationsIn(text: string): Citation[] {
  const own = text.replaceAll(standards, '')
  const found: Citation[] = []
  let last = ''
  for (const match of own.matchAll(new RegExp(`${papers.source}|§([\\d.]*\\d)`, 'g'))) {
    const [, paper, sections = '', id, alone] = match
    if (paper !== undefined) last = paper
    if (paper !== undefined) found.push({ kind: 'paper', paper })
    if (id !== undefined) found.push({ kind: 'guarantee', id })
    const numbers = alone === undefined ? sectionsIn(sections) : [alone]
    for (const section of numbers) found.push({ kind: 'section', paper: last, section })
  }
  for (const [, section = '', paper = ''] of own.matchAll(reversed))
    found.push({ kind: 'section', paper, section })
  for (const [, short, long] of own.matchAll(records))
    found.push({ kind: 'record', number: (short ?? long ?? '').padStart(4, '0') })
  for (const [, named, id = named ?? ''] of own.matchAll(guarantees))
    found.push({ kind: 'guarantee', id })
  return found
}

const sectionsIn = (text: string): string[] =>
  [...text.matchAll(/§([\d.]*\d)/g)].map((match) => match[1] ?? '')

/** Numbers that one may cite of a paper: of its headings (`### 1.2 Push`), and of numbered items below them (`13.3`). */
export function sectionsOf(paper: string): Set<string> {
  const sections = new Set<string>()
  let heading = ''
  for (const line of paper.split('\n')) {
    const [, title] = /^#+ (\d+(?:\.\d+)*)/.exec(line) ?? []
    if (title !== undefined) sections.add((heading = title))
    const [, item] = /^(\d+)\. /.exec(line) ?? []
    if (item !== undefined && heading !== '') sections.add(`${heading}.${item}`)
  }
  return sections
}
