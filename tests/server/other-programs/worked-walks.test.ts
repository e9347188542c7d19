import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMaps, type MapSet } from '../../../server/store/map/map-set.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { demoMap } from '../../support/repository.ts'
import { readPdf } from '../../support/reports/poppler.ts'
import { bare } from '../../support/reports/texts-of-report.ts'
import {
  approveAll,
  followUpAll,
  loadWorkedTown,
  makeReport,
  secretWords,
  type WorkedTown,
  type WorkedWalk,
} from '../../support/reports/worked-walks.ts'

/** Everything that can be fetched of one version, as text. */
type Texts = Record<'html' | 'csv' | 'geojson' | 'pdf' | 'docx' | 'package', string>

describe('the reports of the three worked walks of the handbook', () => {
  let store: TestDatabase
  let map: MapSet
  let town: WorkedTown

  beforeAll(async () => {
    store = await openTestDatabase()
    map = await openMaps([demoMap('aalborg')])
    town = await loadWorkedTown(store, map)
    for (const each of town.walks) {
      await approveAll(town, each)
      await makeReport(town, each, 0)
    }
  })
  afterAll(async () => {
    await town.test.close()
    await map.close()
    await store.drop()
  })

  async function bytesOf({ walk }: WorkedWalk, rest: string): Promise<Buffer> {
    const url = `/api/walks/${walk.id}/reports/${rest}`
    const { cookie } = town.coordinator
    const { statusCode, rawPayload } = await town.test.app.inject({ url, headers: { cookie } })
    if (statusCode !== 200) throw new Error(`${rest}: ${String(statusCode)}`)
    return rawPayload
  }

  async function textsOf(each: WorkedWalk, version: number): Promise<Texts> {
    const get = (rest: string) => bytesOf(each, `${String(version)}/${rest}`)
    const text = async (rest: string) => (await get(rest)).toString()
    return {
      html: plain(await text('report.html')),
      csv: await text('report.csv'),
      geojson: await text('report.geojson'),
      pdf: readPdf(await get('files/report.pdf')).text,
      docx: wordText(await get('files/report.docx')),
      package: Object.values(unzipSync(await get('package.zip')))
        .map((file) => strFromU8(file, true))
        .join('\n'),
    }
  }

  const open = ({ observations }: WorkedWalk) =>
    observations.filter(({ category }) => !category.startsWith('adf.'))

  async function expectNoSecrets(each: WorkedWalk, version: number) {
    const texts = await textsOf(each, version)
    const secrets = secretWords(each)
    for (const [kind, text] of Object.entries(texts)) {
      for (const words of secrets) expect(bare(text), kind).not.toContain(bare(words))
    }
    return texts
  }

  it('have 27 of the 29 findings, three good places and two dangers, in every format', async () => {
    const counted = { findings: 0, good: 0, acute: 0, features: 0, lines: 0 }
    for (const each of town.walks) {
      const { html, csv, geojson } = await textsOf(each, 1)
      counted.findings += numberIn(html, /(\d+) fund står i rapporten/)
      counted.good += numberIn(html, /(\d+) af dem er (?:et godt sted|gode steder)/)
      counted.acute += numberIn(html, /(\d+) var (?:en akut fare|akutte farer)/)
      counted.features += (JSON.parse(geojson) as { features: unknown[] }).features.length
      counted.lines += csv.trim().split('\r\n').length - 1
    }
    expect(counted).toEqual({ findings: 27, good: 3, acute: 2, features: 27, lines: 27 })
  })

  it('say every open finding in its own words, also with a comma in a number', async () => {
    for (const each of town.walks) {
      const texts = await textsOf(each, 1)
      for (const kind of ['html', 'csv', 'pdf', 'docx'] as const) {
        const whole = bare(texts[kind])
        const missing = open(each).filter(({ text }) => !whole.includes(bare(text)))
        expect(missing.map(({ text }) => text)).toEqual([])
      }
    }
  })

  it('name what is restricted by no more than "fewer than 5", in no byte of any file', async () => {
    const told = []
    for (const each of town.walks) {
      const { html, pdf } = await expectNoSecrets(each, 1)
      told.push(
        [html, pdf].map((text) => text.includes('Færre end 5 fund behandles et andet sted')),
      )
    }
    expect(told).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ])
  })

  it('have a second version after the follow-up walks, which says what was seen, and no secret either', async () => {
    for (const each of town.walks) {
      const first = await bytesOf(each, '1/files/report.pdf')
      const seen = await followUpAll(town, each)
      await makeReport(town, each, 1)
      const { html, pdf } = await expectNoSecrets(each, 2)
      for (const text of [html, pdf]) {
        expect(text).toContain(`Bekræftet: ${String(seen - 1)} fund`)
        expect(text).toContain('Ikke løst: 1 fund')
        expect(text).toContain('Ændret siden version 1')
      }
      expect((await bytesOf(each, '1/files/report.pdf')).equals(first)).toBe(true)
    }
  })
})

const numberIn = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0)

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (markup: string): string =>
  markup
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&([^;]+);/g, (whole, name: string) => entities[name] ?? whole)

const wordText = (bytes: Buffer): string =>
  Object.values(unzipSync(bytes, { filter: ({ name }) => /\.(xml|rels)$/.test(name) }))
    .map((xml) => plain(strFromU8(xml)))
    .join('\n')
