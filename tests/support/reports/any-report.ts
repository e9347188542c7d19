import fc from 'fast-check'
import type { Block, ReportDocument } from '../../../shared/report/report-document.ts'

/** What people write on walks, and what line breaks find hard; all of it is in the typeface. */
const words = [
  'lampe',
  'Åløkkestræde',
  'Nørregade–Vestergade',
  'Rødgrødmedflødehavnepromenadebelysningsudvalgsformandskandidat',
  'A\u030Alborg',
  'гора',
  '"citat"',
  '(parentes)',
  '\\',
  '<b>',
  '15.',
  'feb.',
  'ﬁre',
]
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-zæøåA-ZÆØÅ0-9.,:;!?%&/-]{1,60}$/) },
)
const textOf = (maxLength: number) =>
  fc.array(word, { minLength: 1, maxLength }).map((some) => some.join(' '))
const short = textOf(4)
const long = textOf(60)

const columns = fc.array(
  fc.record({ title: short, isNumber: fc.constantFrom(true as const, undefined) }),
  { minLength: 1, maxLength: 8 },
)
const table = columns.chain((some) =>
  fc.record({
    kind: fc.constant('table' as const),
    caption: fc.oneof(short, fc.constant('')),
    columns: fc.constant(
      some.map(({ title, isNumber }) => ({ title, ...(isNumber && { isNumber }) })),
    ),
    rows: fc.array(
      fc.array(fc.oneof({ weight: 5, arbitrary: short }, long), {
        minLength: some.length,
        maxLength: some.length,
      }),
      { maxLength: 12 },
    ),
  }),
)
const spread = fc.record({
  kind: fc.constant('spread' as const),
  title: short,
  bars: fc.array(
    fc.record({ label: fc.constantFrom('1', '2 utrygt', 'meget trygt'), count: fc.nat(40) }),
    { minLength: 5, maxLength: 5 },
  ),
  words: long,
})
const figure = fc.record({
  kind: fc.constant('figure' as const),
  image: fc.constantFrom('photo', 'missing'),
  alt: short,
  caption: fc.oneof(short, fc.constant('')),
})
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(2 as const, 3 as const),
    text: short,
  }),
  fc.record({ kind: fc.constant('paragraph' as const), text: long }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(long, { maxLength: 5 }) }),
  table,
  spread,
  figure,
  fc.constant({ kind: 'new-page' as const }),
)

/** Reports of every kind of block in any order, with texts that are hard to set. */
export const anyReport: fc.Arbitrary<ReportDocument> = fc.record({
  language: fc.constantFrom('da' as const, 'en' as const),
  title: short,
  subtitle: short,
  author: short,
  version: short,
  parts: fc.array(
    fc.record({
      name: fc.constantFrom('summary' as const, 'findings' as const),
      title: short,
      blocks: fc.array(block, { maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})
