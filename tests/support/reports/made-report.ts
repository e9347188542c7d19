import type { Block, ReportDocument } from '../../../shared/report/report-document.ts'
import { sindalReport } from './sindal-report.ts'

interface Sizes {
  findings: number
  /** Shared out over the findings. */
  photos: number
}

const told = [
  'Lampen ved indgangen er slukket, og der er helt mørkt bag skuret, når butikken har lukket.',
  'Buskene er groet ud over stien. Man kan ikke se, hvem der kommer om hjørnet.',
  'Hul i fortovet efter frosten; en kvinde med rollator måtte ud på kørebanen.',
]

/** A report of any size with all of its parts: five ratings, a table of findings, their photos, and what each party does. */
export function madeReport(sizes: Sizes): ReportDocument {
  const parties = Array.from({ length: 8 }, (_, index) => `Part ${String(index + 1)}, vej og park`)
  const [front, people, summary, , good, , method] = sindalReport.parts
  const others = [front, people, summary, good, method].filter((part) => part !== undefined)
  return {
    ...sindalReport,
    parts: [
      ...others,
      { name: 'findings', title: 'Fund pr. stop', blocks: findingBlocks(sizes) },
      {
        name: 'actions',
        title: 'Hvem gør hvad',
        blocks: parties.flatMap((party): Block[] => [
          { kind: 'new-page' },
          { kind: 'heading', level: 3, text: party },
          tableOf(Math.ceil(sizes.findings / parties.length), party),
        ]),
      },
    ],
  }
}

/** The keys of its photos, so that bytes can be laid beside them. */
export const photoKeys = ({ photos }: Sizes): string[] =>
  Array.from({ length: photos }, (_, index) => `made-${String(index + 1)}`)

const findingBlocks = (sizes: Sizes): Block[] => [
  tableOf(sizes.findings, 'Alle fund'),
  ...photoKeys(sizes).map((image, index): Block => {
    const number = String((index % sizes.findings) + 1)
    return {
      ...{ kind: 'figure', image },
      alt: `Foto af fund ${number}`,
      caption: `Fund ${number}: ${told[index % told.length] ?? ''}`,
    }
  }),
]

const tableOf = (count: number, caption: string): Block => ({
  ...{ kind: 'table', caption },
  columns: [
    { title: 'Nr.' },
    { title: 'Sted' },
    { title: 'Hvad og hvorfor' },
    { title: 'Alvor', isNumber: true },
    { title: 'Part' },
    { title: 'Frist' },
    { title: 'Status' },
  ],
  rows: Array.from({ length: count }, (_, index) => [
    String(index + 1),
    `Nørregade ${String(index + 1)}, ved stien`,
    `${told[index % told.length] ?? ''} Set af ${String(index % 7)}.`,
    String((index % 3) + 1),
    index % 2 === 0 ? 'Hjørring Kommune, vej' : 'Grundejerforeningen',
    '15. feb. 2027',
    index % 4 === 0 ? 'Afventer budget 2028' : 'Tildelt',
  ]),
})
