import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { reportPdf } from '../../../../server/report/pdf/report-pdf.ts'
import type { ReportDocument } from '../../../../shared/report/report-document.ts'
import { anyReport } from '../../../support/reports/any-report.ts'
import { photoOfStreet } from '../../../support/reports/photo-of-street.ts'
import { readPdf, type ReadPdf } from '../../../support/reports/poppler.ts'
import { sindalReport } from '../../../support/reports/sindal-report.ts'
import { bare, firstMissing, textsOfReport } from '../../../support/reports/texts-of-report.ts'

/** Points: A4, and how near to its edges text may come. */
const page = { width: 595.28, height: 841.89, edge: 30 }

const runs = Number(process.env['RUNS'] ?? 25)

describe('the PDF of a walk report', () => {
  let bytes: Buffer
  let read: ReadPdf
  beforeAll(async () => {
    const photo = await photoOfStreet(1)
    bytes = await reportPdf(sindalReport, new Map([['photo-1', photo]]))
    read = readPdf(bytes)
  })

  it('is tagged, with title, author and A4 pages', () => {
    const { facts } = read
    expect(facts.get('Tagged')).toBe('yes')
    expect(facts.get('Title')).toBe(sindalReport.title)
    expect(facts.get('Author')).toBe(sindalReport.author)
    expect(facts.get('Page size')).toMatch(/A4/)
  })

  it('names its language and shows its title in the window', () => {
    const file = bytes.toString('latin1')
    expect(file).toContain('/Lang (da-DK)')
    expect(file).toContain('/DisplayDocTitle true')
  })

  it('has every text in order, on the pages and in the tags', () => {
    const texts = textsOfReport(sindalReport)
    expect(texts.length).toBeGreaterThan(100)
    expect(firstMissing(texts, read.text)).toBeUndefined()
    expect(firstMissing(texts, read.taggedText.join(''))).toBeUndefined()
  })

  it('marks headings, lists, tables with their headings, and figures', () => {
    const count = (name: string) => read.tags.filter((tag) => tag === name).length
    expect([count('H1'), count('H2'), count('H3')]).toEqual([1, 6, 1])
    expect([count('L'), count('LI')]).toEqual([1, 5])
    // Of the table of findings six columns and eight rows, of that of parties three and six.
    expect([count('Table'), count('TR'), count('TH')]).toEqual([2, 2 + 8 + 6, 6 + 8 + 3 + 6])
    expect(count('TD')).toBe(8 * 5 + 6 * 2)
    expect(count('Figure')).toBe(6 + 3)
    const file = bytes.toString('latin1')
    expect(file.match(/\/Scope \/Column/g)?.length).toBe(6 + 3)
    expect(file.match(/\/Scope \/Row/g)?.length).toBe(8 + 6)
  })

  it('says every spread in words', () => {
    for (const { words } of sindalReport.parts.flatMap(({ blocks }) =>
      blocks.filter((block) => block.kind === 'spread'),
    )) {
      expect(bytes.includes(pdfText(words))).toBe(true)
    }
  })

  it('numbers its pages outside of what is read', () => {
    const pages = read.facts.get('Pages') ?? ''
    const numbers = read.words.map(({ text }) => text).join(' ')
    expect(numbers).toContain(`Side 1 af ${pages}`)
    expect(numbers).toContain(`Side ${pages} af ${pages}`)
    expect(read.taggedText.join(' ')).not.toContain(`af ${pages}`)
  })

  it('has the description of a photo that is not there in its place', () => {
    expect(firstMissing(['Foto af buskene ved stien ved åen'], read.text)).toBeUndefined()
    expect(firstMissing(['Foto af lampen på perronen'], read.text)).toBeDefined()
  })
})

describe('the PDF of any report', () => {
  it('has every text once in order, whole, and inside its pages', async () => {
    const photo = await photoOfStreet(2)
    await fc.assert(
      fc.asyncProperty(anyReport, async (report) => {
        const read = readPdf(await reportPdf(report, new Map([['photo', photo]])))
        expect(firstMissing(textsOfReport(report), read.taggedText.join(''))).toBeUndefined()
        expect(read.words.filter((word) => !isInside(word))).toEqual([])
      }),
      { numRuns: runs },
    )
  }, 180_000)
})

describe('characters that the typeface lacks', () => {
  it('are still in the text of the PDF, beside those that it has', async () => {
    const texts = [
      '街灯 her 😀 og 👩🏽‍🔧',
      'A\u030Alborg i Ma\u0308rz',
      'tilde\u2011til\u202Fslut',
      '❤️ »«',
    ]
    const blocks = texts.map((text) => ({ kind: 'paragraph' as const, text }))
    const parts = [{ name: 'summary' as const, title: '🏮', blocks }]
    const read = readPdf(await reportPdf({ ...sindalReport, parts }, new Map()))
    expect(firstMissing(['🏮', ...texts], read.text)).toBeUndefined()
  })
})

describe('a long table', () => {
  const row = (number: number) => [`Sted ${String(number)}`, 'Ord og flere ord '.repeat(30)]
  const table = (rows: string[][]): ReportDocument => ({
    ...sindalReport,
    parts: [
      {
        name: 'findings',
        title: 'Fund',
        blocks: [
          {
            kind: 'table',
            caption: 'Alle fund',
            columns: [{ title: 'Stedets navn' }, { title: 'Hvad og hvorfor' }],
            rows,
          },
        ],
      },
    ],
  })

  it('has its heading again on every page, and is told once', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => row(index))
    const read = readPdf(await reportPdf(table(rows), new Map()))
    const pages = Number(read.facts.get('Pages'))
    expect(pages).toBeGreaterThan(4)
    expect(read.text.match(/Hvad og hvorfor/g)?.length).toBe(pages)
    expect(read.taggedText.filter((text) => bare(text) === bare('Hvad og hvorfor')).length).toBe(1)
  })

  it('does not break a row that fits on a page', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => row(index))
    const read = readPdf(await reportPdf(table(rows), new Map()))
    for (const text of read.text.split('\f').filter((one) => one.trim() !== '')) {
      const names = text.match(/^Sted \d+/gm)?.length ?? 0
      expect(bare(text).match(/Ordogflereord/g)?.length).toBe(names * 30)
    }
  })

  it('goes on overleaf within a row that is taller than a page, with all of its words', async () => {
    const tall = Array.from({ length: 2_500 }, (_, index) => `ord${String(index)}`)
    const read = readPdf(await reportPdf(table([['Sted', tall.join(' ')]]), new Map()))
    expect(Number(read.facts.get('Pages'))).toBeGreaterThan(1)
    expect(firstMissing(tall, read.taggedText.join(''))).toBeUndefined()
  })
})

/** A text string of a PDF (ISO 32000-1, 7.9.2.2): as it is, or in UTF-16 when it has letters beyond ASCII. */
function pdfText(text: string): Buffer {
  const isPlain = /^[\x20-\x7E]*$/.test(text)
  const words = isPlain ? text : Buffer.from(`\uFEFF${text}`, 'utf16le').swap16().toString('latin1')
  return Buffer.from(
    words.replace(/[\n\r\t\b\f()\\]/g, (mark) => `\\${mark}`),
    'latin1',
  )
}

const isInside = ({ left, top, right, bottom }: ReadPdf['words'][number]): boolean =>
  left >= page.edge && top >= 0 && right <= page.width - page.edge && bottom <= page.height - 20
