import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { reportDocx } from '../../../../server/report/word/report-docx.ts'
import { throughOffice } from '../../../support/reports/office.ts'
import { photoOfStreet } from '../../../support/reports/photo-of-street.ts'
import { sindalReport } from '../../../support/reports/sindal-report.ts'
import { bare } from '../../../support/reports/texts-of-report.ts'

describe('the Word file of a report in LibreOffice', () => {
  let bytes: Buffer
  let saved: string
  beforeAll(async () => {
    const photo = await photoOfStreet(1)
    bytes = await reportDocx(sindalReport, new Map([['photo-1', photo]]))
    saved = documentOf(throughOffice(bytes, { from: 'docx', to: 'docx' }))
  })

  it('has the same text in the same order once it was opened and saved', () => {
    expect(bare(textOf(saved))).toBe(bare(textOf(documentOf(bytes))))
  })

  it('keeps its headings, the heads of its tables and the words for its images', () => {
    const original = documentOf(bytes)
    for (const mark of [/<w:pStyle w:val="Heading[123]"\/>/g, /<w:tblHeader/g, /<w:tbl>/g])
      expect(saved.match(mark)?.length).toBe(original.match(mark)?.length)
    expect(saved).toContain('descr="Foto af lampen på perronen, Sindal Station"')
  })
})

const documentOf = (bytes: Uint8Array): string =>
  strFromU8(unzipSync(new Uint8Array(bytes))['word/document.xml'] ?? new Uint8Array())

const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => text).join('')
