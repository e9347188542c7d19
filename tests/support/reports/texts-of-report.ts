import type { Block, ReportDocument } from '../../../shared/report/report-document.ts'

/** Every text of a report that is drawn or written, in order; what is only said of figures is not among them. */
export const textsOfReport = ({
  title,
  subtitle,
  author,
  version,
  parts,
}: ReportDocument): string[] =>
  [
    ...[title, subtitle, author, version],
    ...parts.flatMap((part) => [part.title, ...part.blocks.flatMap(textsOfBlock)]),
  ].filter((text) => bare(text) !== '')

function textsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text]
    case 'list':
      return [...block.items]
    case 'table':
      return [block.caption, ...block.columns.map(({ title }) => title), ...block.rows.flat()]
    case 'figure':
      return [block.caption]
    case 'spread':
      return [block.title, ...block.bars.flatMap(({ label, count }) => [String(count), label])]
    case 'new-page':
      return []
  }
}

/** A text without what line breaks and typefaces may change: spaces, unseen marks, the form of composed letters. */
export const bare = (text: string): string =>
  text.normalize('NFKC').replace(/[\s\p{Cc}\p{Cf}\uFE00-\uFE0F]/gu, '')

/** Returns the first text that does not follow the ones before it; undefined when all are there in order. */
export function firstMissing(texts: readonly string[], whole: string): string | undefined {
  const read = bare(whole)
  let place = 0
  for (const text of texts) {
    const found = read.indexOf(bare(text), place)
    if (found < 0) return text
    place = found + bare(text).length
  }
  return undefined
}
