import { strFromU8, unzipSync } from 'fflate'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { reportDocx } from '../../../../server/report/word/report-docx.ts'
import type { Block, ReportDocument } from '../../../../shared/report/report-document.ts'
import { anyReport } from '../../../support/reports/any-report.ts'
import { photoOfStreet } from '../../../support/reports/photo-of-street.ts'
import { sindalReport } from '../../../support/reports/sindal-report.ts'
import { firstMissing, textsOfReport } from '../../../support/reports/texts-of-report.ts'

type Files = Record<string, string>
const unpack = (bytes: Uint8Array): Files =>
  Object.fromEntries(
    Object.entries(unzipSync(new Uint8Array(bytes)))
      .filter(([name]) => /\.(xml|rels)$/.test(name))
      .map(([name, content]) => [name, strFromU8(content)]),
  )
const xmlOf = (files: Files, name: string): string => files[name] ?? ''
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (xml: string): string =>
  xml.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
const textIn = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => plain(text)).join('')

/** A spread is a table here: its title, all labels, all numbers, and the words. */
const asTables = (report: ReportDocument): ReportDocument => ({
  ...report,
  parts: report.parts.map((part) => ({ ...part, blocks: part.blocks.flatMap(asTable) })),
})
const asTable = (block: Block): Block[] =>
  block.kind === 'spread'
    ? [
        {
          ...{ kind: 'table', caption: block.title },
          columns: block.bars.map(({ label }) => ({ title: label })),
          rows: [block.bars.map(({ count }) => String(count))],
        },
        { kind: 'paragraph', text: block.words },
      ]
    : [block]

describe('the Word file of a walk report', () => {
  let files: Files
  let body: string
  beforeAll(async () => {
    const photo = await photoOfStreet(1)
    files = unpack(await reportDocx(sindalReport, new Map([['photo-1', photo]])))
    body = xmlOf(files, 'word/document.xml')
  })

  it('has every text in order', () => {
    expect(firstMissing(textsOfReport(asTables(sindalReport)), textIn(body))).toBeUndefined()
  })

  it('has title, author and language', () => {
    const core = xmlOf(files, 'docProps/core.xml')
    expect(core).toContain(`<dc:title>${sindalReport.title}</dc:title>`)
    expect(core).toContain(`<dc:creator>${sindalReport.author}</dc:creator>`)
    expect(xmlOf(files, 'word/styles.xml')).toContain('w:val="da-DK"')
  })

  it('marks headings by their styles and the head of every table', () => {
    const styleCount = (id: string) => body.split(`<w:pStyle w:val="${id}"/>`).length - 1
    expect([styleCount('Heading1'), styleCount('Heading2'), styleCount('Heading3')]).toEqual([
      1, 6, 1,
    ])
    const tables = body.split('<w:tbl>').slice(1)
    // Six spreads, the findings and the parties.
    expect(tables.length).toBe(8)
    for (const table of tables) {
      const [first = '', ...rest] = table.split('</w:tr>')
      expect(first).toContain('<w:tblHeader/>')
      expect(rest.join('')).not.toContain('<w:tblHeader/>')
    }
  })

  it('describes its images, and has the description in the place of one that is missing', () => {
    expect(body).toContain('descr="Foto af lampen på perronen, Sindal Station"')
    expect(textIn(body)).toContain('Foto af buskene ved stien ved åen')
    expect(textIn(body)).not.toContain('Foto af lampen')
  })

  it('numbers its pages in the language of the report', () => {
    const footer = Object.entries(files).find(([name]) => name.startsWith('word/footer'))?.[1] ?? ''
    expect(textIn(footer)).toContain('Side  af ')
    expect(footer).toContain('PAGE')
    expect(footer).toContain('NUMPAGES')
  })

  it('holds no character that XML cannot hold', async () => {
    const odd = { ...sindalReport, title: 'Før\u0000\u000B\uD800efter & <b>' }
    const xml = xmlOf(unpack(await reportDocx(odd, new Map())), 'word/document.xml')
    expect(xml).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/)
    expect(textIn(xml)).toContain('efter & <b>')
  })
})

it('has every text of any report in order', async () => {
  await fc.assert(
    fc.asyncProperty(anyReport, async (report) => {
      const files = unpack(await reportDocx(report, new Map()))
      const texts = textsOfReport(asTables(report))
      expect(firstMissing(texts, textIn(xmlOf(files, 'word/document.xml')))).toBeUndefined()
    }),
    { numRuns: 40 },
  )
})
