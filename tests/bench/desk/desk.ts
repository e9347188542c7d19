import type { Store } from '../../../server/store/database/database.ts'
import { statuses } from '../../../shared/observation/observation-status.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import { buildTestApp } from '../../support/server/build-test-app.ts'
import { startDurableStore } from '../../support/databases/durable-store.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { failedRow, percentile, type BenchRow } from '../bench-row.ts'
import { loadReports, reportsFile } from './desk-data.ts'
import { statusAddresses } from './status-links.ts'

const targetMs = 60
/** The whole of a walk with 500 findings, cut into sides. */
const statusTargetMs = 50
/** What leads the first screen is there before anybody waits for it. */
const tableTargetMs = 80
/** Every question is asked so often, after two askings that warm caches, in an order that mixes them. */
const rounds = 8

interface Question {
  url: string
  cookie: string
}

/** Milliseconds of every request, or the error that kept a question from being measured. */
type Times = readonly number[] | Error

interface DeskTimes {
  lists: Times
  maps: Times
  single: Times
  /** What leads the first screen. */
  overdue: Times
  table: Times
  status: Times
  /** The newest page out of its index, as bare SQL; the median. */
  barePage: number
}

/**
 * The desk's list and its map over real HTTP while nothing else happens, on the embedded store with fsync on: an official and a
 * coordinator, whole city to street corner, with the filters of the desk. Reports are Zürich's, placed in Aalborg (desk-data.ts).
 */
export async function measure(): Promise<BenchRow[]> {
  const count = 100_000
  const times = await measureDesk(count)
  return [
    rowOf('Desk query', times.lists, { count, barePage: times.barePage }),
    rowOf('Desk clusters', times.maps, { count }),
  ]
}

/** The same for a city of sixteen times the size of Zürich's ten years, beside a small one: what grows, and how much. */
export async function measureMillion(): Promise<BenchRow[]> {
  const small = await measureDesk(10_000)
  const count = 1_000_000
  const large = await measureDesk(count)
  return [
    rowOf('Desk query', large.lists, { count, small: small.lists, barePage: large.barePage }),
    rowOf('Desk clusters', large.maps, { count, small: small.maps }),
    rowOf('One observation', large.single, { count, small: small.single }),
    rowOf('What is overdue', large.overdue, { count, small: small.overdue }),
    rowOf('My table', large.table, { count, small: small.table, targetMs: tableTargetMs }),
    rowOf('Status page', large.status, { count, small: small.status, targetMs: statusTargetMs }),
  ]
}

async function measureDesk(count: number): Promise<DeskTimes> {
  // Before a database is started and filled for nothing.
  reportsFile()
  const store = await startDurableStore()
  const test = await buildTestApp({ store })
  try {
    const town = await seedMunicipality(store)
    const walks = await loadReports(store, town.id, count)
    const [walk = ''] = walks
    const filters = [...plainFilters, { walk }]
    const origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
    return {
      barePage: await timeBarePage(store, town.id),
      lists: await timesOrError(origin, listQuestions(town, filters)),
      maps: await timesOrError(origin, mapQuestions(town, filters)),
      single: await timesOrError(origin, await singleQuestions(store, town)),
      overdue: await timesOrError(origin, await overdueQuestions(store, town)),
      table: await timesOrError(origin, tableQuestions(town)),
      status: await timesOrError(origin, await statusQuestions(store, town, walks)),
    }
  } finally {
    await test.close()
    await store.stop()
  }
}

interface Compared {
  count: number
  /** Times of the same questions over 10,000. */
  small?: Times | undefined
  barePage?: number | undefined
  targetMs?: number
}

function rowOf(what: string, times: Times, compared: Compared): BenchRow {
  const { count, small, barePage, targetMs: mostMs = targetMs } = compared
  const name = `${what} over ${new Intl.NumberFormat('en-GB').format(count)} observations`
  const target = { unit: 'ms', target: `p95 <= ${String(mostMs)} ms` }
  if (times instanceof Error) return failedRow({ name, ...target }, times)
  const value = percentile(times, 0.95)
  const grown = Array.isArray(small)
    ? `; over 10,000: p95 ${inWords(small, 0.95)}, median ${inWords(small, 0.5)}`
    : ''
  const bare =
    barePage === undefined ? '' : `; a page as bare SQL out of its index: ${barePage.toFixed(1)} ms`
  const note = `p95 of ${String(times.length)} requests over HTTP, median ${inWords(times, 0.5)}${grown}${bare}`
  return { name, value, ...target, ok: value <= mostMs, note }
}

const inWords = (times: readonly number[], share: number) =>
  `${percentile(times, share).toFixed(1)} ms`

const timesOrError = (origin: string, questions: readonly Question[]): Promise<Times> =>
  timesOf(origin, questions).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  )

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

async function timeBarePage({ pool }: Store, townId: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 20; round += 1) {
    const started = performance.now()
    await pool.query(
      `select id, body from observations where municipality_id = $1 and status = 'received' and not is_withdrawn
       order by received_at desc, id desc limit 51`,
      [townId],
    )
    times.push(performance.now() - started)
  }
  return percentile(times, 0.5)
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

/** Nobody is signed in: the link alone opens the page. */
async function statusQuestions(
  store: Store,
  town: TestMunicipality,
  walkIds: readonly string[],
): Promise<Question[]> {
  const addresses = await statusAddresses(store, town, walkIds)
  return addresses.map((url) => ({ url, cookie: '' }))
}

/** Taken evenly from the whole town; restricted ones are left out because Kim would be answered with 404. */
async function singleQuestions(store: Store, { officials }: TestMunicipality): Promise<Question[]> {
  const { rows } = await store.pool.query<{ id: string }>(
    'select id from observations tablesample bernoulli (1) where not is_withdrawn and not is_restricted limit 60',
  )
  return rows.map(({ id }, index) => {
    const { cookie } = index % 2 ? officials.kim : officials.carla
    return { url: `/api/observations/${id}`, cookie }
  })
}

const tableQuestions = ({ officials: { carla, kim } }: TestMunicipality): Question[] =>
  [carla, kim].map(({ cookie }) => ({ url: '/api/desk/table', cookie }))

/** Every walk has a report whose feedbacks nobody has given. */
async function overdueQuestions(store: Store, town: TestMunicipality): Promise<Question[]> {
  await store.pool.query(
    `insert into walk_feedback (municipality_id, walk_id, months, due_on)
      select municipality_id, id, months, current_date - months from walks, (values (1), (3), (6)) as counted(months)
      where municipality_id = $1 on conflict do nothing`,
    [town.id],
  )
  const { carla, kim } = town.officials
  return [carla, kim].map(({ cookie }) => ({ url: '/api/overdue', cookie }))
}
