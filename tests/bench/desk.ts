import { statuses } from '../../shared/observation-status.ts'
import type { BoundingBox } from '../../shared/geo.ts'
import { buildTestApp } from '../support/build-test-app.ts'
import { startDurableStore } from '../support/durable-store.ts'
import { seedMunicipality, type TestMunicipality } from '../support/people.ts'
import { percentile, type BenchRow } from './bench-row.ts'
import { loadReports, MissingReportsError } from './desk-data.ts'

/** `DESK_ROWS` measures another size; the published row is for 100,000. */
const rowsLoaded = Number(process.env['DESK_ROWS'] ?? 100_000)
const targetMs = 60
/** Every question is asked so often, after two askings that warm caches, in an order that mixes them. */
const rounds = 8

interface Question {
  url: string
  cookie: string
}

/**
 * The desk's list and its map over real HTTP while nothing else happens, on the embedded store with fsync on: an official and a
 * coordinator, whole city to street corner, with the filters of the desk. Reports are Zürich's, placed in Aalborg (desk-data.ts).
 */
export async function measure(): Promise<BenchRow[]> {
  try {
    const { lists, maps } = await measureDesk()
    return [rowOf('Desk query', lists), rowOf('Desk clusters', maps)]
  } catch (error) {
    if (!(error instanceof MissingReportsError)) throw error
    return [notMeasured('Desk query', error), notMeasured('Desk clusters', error)]
  }
}

async function measureDesk(): Promise<{ lists: number[]; maps: number[] }> {
  const store = await startDurableStore()
  const test = await buildTestApp({ store })
  try {
    const town = await seedMunicipality(store)
    const [walk = ''] = await loadReports(store, town.id, rowsLoaded)
    const filters = [...plainFilters, { walk }]
    const origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
    const lists = await timesOf(origin, listQuestions(town, filters))
    const maps = await timesOf(origin, mapQuestions(town, filters))
    return { lists, maps }
  } finally {
    await test.close()
    await store.stop()
  }
}

const over = `over ${new Intl.NumberFormat('en-GB').format(rowsLoaded)} observations`
const target = { unit: 'ms', target: `p95 <= ${String(targetMs)} ms` }

function rowOf(name: string, times: readonly number[]): BenchRow {
  const value = percentile(times, 0.95)
  const median = percentile(times, 0.5).toFixed(1)
  const count = String(times.length)
  const note = `p95 of ${count} requests over HTTP, median ${median} ms; Zürich's reports placed in Aalborg`
  return { name: `${name} ${over}`, value, ...target, ok: value <= targetMs, note }
}

const notMeasured = (name: string, { message }: MissingReportsError): BenchRow => ({
  name: `${name} ${over}`,
  value: Number.NaN,
  ...target,
  ok: false,
  note: `not measured: ${message}`,
})

async function timesOf(origin: string, questions: readonly Question[]): Promise<number[]> {
  const times: number[] = []
  for (let round = -2; round < rounds; round += 1) {
    for (const { url, cookie } of questions) {
      const started = performance.now()
      const response = await fetch(origin + url, { headers: { cookie } })
      const body = await response.text()
      if (!response.ok) throw new Error(`${url}: ${body}`)
      if (round >= 0) times.push(performance.now() - started)
    }
  }
  return times
}

/** What a window of 1,000 × 800 pixels shows at a zoom, around a point of the city. */
function windowAt(zoom: number, [east, north]: readonly [number, number] = [0, 0]): BoundingBox {
  const degrees = 360 / (256 * 2 ** zoom)
  const [longitude, latitude] = [9.9187 + east, 57.0482 + north]
  const [width, height] = [500 * degrees, 400 * degrees * 0.544]
  return [longitude - width, latitude - height, longitude + width, latitude + height]
}

type Filter = Record<string, string>

const open = statuses.slice(0, 7).join(',')
const plainFilters: Filter[] = [
  {},
  { status: open },
  { status: 'received,reviewed', party: 'none' },
  { category: 'lys' },
  { status: open, party: 'road' },
  { category: 'ren.affald,ren.storskrald', status: 'done' },
  { q: 'gadelampen humlebakken' },
  // One in ten has it.
  { q: 'lampe' },
]
const places = [
  windowAt(11),
  windowAt(13),
  windowAt(15, [0.01, 0.004]),
  windowAt(16, [-0.012, 0]),
  windowAt(17, [0.004, -0.006]),
]

function urlOf(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return `${path}?${new URLSearchParams(given).toString()}`
}

function listQuestions({ officials }: TestMunicipality, filters: readonly Filter[]): Question[] {
  const boxes = [undefined, ...places.map((box) => box.join(','))]
  return boxes.flatMap((bbox, place) =>
    filters.map((filter, index) => {
      const sort = ['due', 'new', 'severity'][(place + index) % 3]
      const { cookie } = (place + index) % 2 ? officials.kim : officials.carla
      return { url: urlOf('/api/observations', { ...filter, bbox, sort }), cookie }
    }),
  )
}

function mapQuestions({ officials }: TestMunicipality, filters: readonly Filter[]): Question[] {
  const zooms = [10, 12, 13, 14, 15, 16, 17, 18]
  return zooms.flatMap((zoom) =>
    filters.map((filter, index) => {
      const bbox = windowAt(zoom, [0.002 * index, 0.001 * index]).join(',')
      const { cookie } = index % 2 ? officials.kim : officials.carla
      const query = { ...filter, bbox, zoom: String(zoom) }
      return { url: urlOf('/api/observations/clusters', query), cookie }
    }),
  )
}
