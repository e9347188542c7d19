import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { reportMap } from '../../../server/report/map-image/report-map.ts'
import { openMaps } from '../../../server/store/map/map-set.ts'
import { photoKeys } from '../../support/reports/made-report.ts'
import { photoOfStreet } from '../../support/reports/photo-of-street.ts'
import { demoMap } from '../../support/repository.ts'
import type { BenchRow } from '../bench-row.ts'
import { measureReportPage } from './report-page.ts'

const script = fileURLToPath(new URL('write-report.ts', import.meta.url))
const usual = { findings: 60, photos: 120 }
const large = { findings: 300, photos: 600 }
const most = { seconds: 5, largeSeconds: 20, megabytes: 300 }

interface Took {
  seconds: number
  megabytesAboveIdle: number
  megabytes: number
}

/** A walk report as a page, as PDF, as a Word file and as a map image, of made documents and photos of about 300 kB. */
export async function measure(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lygte-report-'))
  try {
    await writePhotos(folder)
    const pdf = await take(folder, 'pdf', usual)
    const word = await take(folder, 'docx', usual)
    const big = await take(folder, 'pdf', large)
    return [
      measureReportPage(),
      secondsRow('Report of 60 findings, 120 photos: PDF', pdf, most.seconds),
      memoryRow('Report of 60 findings, 120 photos: PDF, memory above idle', pdf),
      secondsRow('Report of 60 findings, 120 photos: Word', word, most.seconds),
      secondsRow('Report of 300 findings, 600 photos: PDF', big, most.largeSeconds),
      await mapRow(),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Ten different photos under all names: making them is not what is measured. */
async function writePhotos(folder: string): Promise<void> {
  const made = []
  for (let seed = 1; seed <= 10; seed += 1) made.push(await photoOfStreet(seed))
  for (const [index, key] of photoKeys(large).entries()) {
    await writeFile(join(folder, key), made[index % made.length] ?? '')
  }
}

async function take(folder: string, format: string, sizes: typeof usual): Promise<Took> {
  const args = [script, folder, format, String(sizes.findings), String(sizes.photos)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as Took
}

const secondsRow = (name: string, took: Took, limit: number): BenchRow => ({
  name,
  value: took.seconds,
  unit: 's',
  target: `<= ${String(limit)} s`,
  ok: took.seconds <= limit,
  note: `${took.megabytes.toFixed(1)} MB, at most ${took.megabytesAboveIdle.toFixed(0)} MB of memory above idle`,
})

const memoryRow = (name: string, { megabytesAboveIdle }: Took): BenchRow => ({
  name,
  value: megabytesAboveIdle,
  unit: 'MB',
  target: `<= ${String(most.megabytes)} MB`,
  ok: megabytesAboveIdle <= most.megabytes,
})

/** Sixty findings around seven stops in Sindal. */
async function mapRow(): Promise<BenchRow> {
  const maps = await openMaps([demoMap('sindal')])
  const around = (number: number) => ({
    number,
    longitude: 10.2 + Math.sin(number) * 0.004,
    latitude: 57.472 + Math.cos(number * 1.7) * 0.003,
  })
  const stops = [1, 2, 3, 4, 5, 6, 7].map(around)
  const pins = Array.from({ length: usual.findings }, (_, index) => around(index + 1))
  const route = stops.map(({ longitude, latitude }) => [longitude, latitude] as const)
  const begin = performance.now()
  const image = await reportMap({ stops, pins, route, area: [10.19, 57.46, 10.21, 57.48], maps })
  const seconds = (performance.now() - begin) / 1_000
  await maps.close()
  return {
    ...{ name: 'Map image of a report, 60 findings', value: seconds, unit: 's' },
    target: `<= ${String(most.seconds)} s`,
    ok: image !== null && seconds <= most.seconds,
    note: `${((image?.png.length ?? 0) / 1024).toFixed(0)} kB, ${String(image?.width)} pixels wide`,
  }
}
